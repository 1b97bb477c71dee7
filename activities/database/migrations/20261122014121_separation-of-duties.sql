CREATE TABLE "duty_exceptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"reason" text NOT NULL,
	"approver_store_id" uuid NOT NULL,
	"approver_id" text NOT NULL,
	"approver_name" text NOT NULL,
	"made_by" text NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "duty_exceptions_two_people" CHECK ("duty_exceptions"."approver_id" <> "duty_exceptions"."person_id")
);
--> statement-breakpoint
CREATE TABLE "duty_rules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"first" jsonb NOT NULL,
	"second" jsonb NOT NULL,
	"action" text NOT NULL,
	"approver_store_id" uuid,
	"approver_id" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duty_scans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"run_id" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"violations" integer DEFAULT 0 NOT NULL,
	"started_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "duty_violations" (
	"scan_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"sort_key" text NOT NULL,
	CONSTRAINT "duty_violations_scan_id_rule_id_store_id_person_id_pk" PRIMARY KEY("scan_id","rule_id","store_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "duty_rule_id" uuid;--> statement-breakpoint
ALTER TABLE "duty_exceptions" ADD CONSTRAINT "duty_exceptions_rule_id_duty_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."duty_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_exceptions" ADD CONSTRAINT "duty_exceptions_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_rules" ADD CONSTRAINT "duty_rules_approver_store_id_identity_stores_id_fk" FOREIGN KEY ("approver_store_id") REFERENCES "public"."identity_stores"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_violations" ADD CONSTRAINT "duty_violations_scan_id_duty_scans_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."duty_scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_violations" ADD CONSTRAINT "duty_violations_rule_id_duty_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."duty_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_violations" ADD CONSTRAINT "duty_violations_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "duty_exceptions_person_key" ON "duty_exceptions" USING btree ("rule_id","store_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "duty_rules_name_key" ON "duty_rules" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "duty_scans_run_key" ON "duty_scans" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "duty_scans_created" ON "duty_scans" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "duty_violations_order" ON "duty_violations" USING btree ("scan_id","sort_key","person_id","rule_id");--> statement-breakpoint
CREATE INDEX "requests_finished" ON "requests" USING btree ("finished_at");