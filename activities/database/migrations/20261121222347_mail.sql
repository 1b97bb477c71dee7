CREATE TABLE "approval_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"store_id" uuid NOT NULL,
	"approver_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_templates" (
	"template" text NOT NULL,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_templates_template_language_pk" PRIMARY KEY("template","language")
);
--> statement-breakpoint
ALTER TABLE "workflow_definitions" ADD COLUMN "mail_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "cc" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "last_attempt_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "claimed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD COLUMN "token_url" text;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD COLUMN "client_id" text;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD COLUMN "to_addresses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD COLUMN "cc_addresses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_links_step" ON "approval_links" USING btree ("request_id","step","store_id","approver_id");--> statement-breakpoint
CREATE INDEX "approval_links_expires_at" ON "approval_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notifications_queue" ON "notifications" USING btree ("created_at","id") WHERE sent_at is null;