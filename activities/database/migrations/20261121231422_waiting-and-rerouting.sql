CREATE TABLE "reroutes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"target" text NOT NULL,
	"approvers" jsonb NOT NULL,
	"by_store_id" uuid NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"comment" text,
	"done_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approval_settings" ADD COLUMN "expiry_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_settings" ADD COLUMN "reminder_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reroutes" ADD CONSTRAINT "reroutes_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reroutes_request" ON "reroutes" USING btree ("request_id");--> statement-breakpoint
ALTER TABLE "approval_settings" ADD CONSTRAINT "approval_settings_expiry_range" CHECK ("approval_settings"."expiry_days" between 0 and 365);--> statement-breakpoint
ALTER TABLE "approval_settings" ADD CONSTRAINT "approval_settings_reminder_range" CHECK ("approval_settings"."reminder_days" between 0 and 90);