CREATE TABLE "membership_ends" (
	"store_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"member_id" text NOT NULL,
	"until" timestamp (3) with time zone,
	"state" text NOT NULL,
	"request_id" uuid NOT NULL,
	"before_until" timestamp (3) with time zone,
	"before_request_id" uuid,
	"removing_request_id" uuid,
	"warned_of" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_ends_store_id_group_id_member_id_pk" PRIMARY KEY("store_id","group_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"webhook_id" uuid NOT NULL,
	"request_id" uuid,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"last_problem" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"last_attempt_at" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"workflow_ids" jsonb,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"old_secret_until" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "membership_ends" ADD CONSTRAINT "membership_ends_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "membership_ends_request" ON "membership_ends" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "membership_ends_before" ON "membership_ends" USING btree ("before_request_id");--> statement-breakpoint
CREATE INDEX "membership_ends_removing" ON "membership_ends" USING btree ("removing_request_id");--> statement-breakpoint
CREATE INDEX "membership_ends_member" ON "membership_ends" USING btree ("store_id","member_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("webhook_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_unstarted" ON "webhook_deliveries" USING btree ("created_at") WHERE started_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_event_key" ON "webhook_deliveries" USING btree ("webhook_id","request_id","event") WHERE request_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhooks_store_name_key" ON "webhooks" USING btree ("store_id",lower("name"));