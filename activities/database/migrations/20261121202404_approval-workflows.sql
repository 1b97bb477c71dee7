CREATE TABLE "approval_settings" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"self_approval" text NOT NULL,
	"no_approver" text NOT NULL,
	"default_approver_id" text,
	"acceleration" boolean NOT NULL,
	"max_levels" integer NOT NULL,
	"days" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_settings_levels_range" CHECK ("approval_settings"."max_levels" between 1 and 10),
	CONSTRAINT "approval_settings_days_range" CHECK ("approval_settings"."days" between 1 and 90)
);
--> statement-breakpoint
CREATE TABLE "workflow_definitions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"system" text,
	"objects" jsonb NOT NULL,
	"event" text NOT NULL,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"filters" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"approvers" jsonb NOT NULL,
	"mode" text DEFAULT 'any' NOT NULL,
	"acceleration" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "stage" integer;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "definition_id" uuid;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "fields" jsonb;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "part_of" uuid;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "held_by" jsonb;--> statement-breakpoint
ALTER TABLE "approval_settings" ADD CONSTRAINT "approval_settings_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_definitions" ADD CONSTRAINT "workflow_definitions_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_definitions_store_name_key" ON "workflow_definitions" USING btree ("store_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_definitions_store_system_key" ON "workflow_definitions" USING btree ("store_id","system") WHERE "workflow_definitions"."system" is not null;--> statement-breakpoint
CREATE INDEX "requests_part_of" ON "requests" USING btree ("part_of") WHERE "requests"."part_of" is not null;--> statement-breakpoint
-- The eight that every store has, as workflows/contracts/approvals.ts has them.
INSERT INTO "workflow_definitions" ("store_id", "system", "name", "objects", "event", "approvers", "enabled")
SELECT s."id", w."system", w."name", jsonb_build_array(w."object"), 'edit', w."approvers"::jsonb, w."enabled"
FROM "identity_stores" s CROSS JOIN (VALUES
  ('resetPassword', 'Reset Password', 'user', '[{"kind":"managers"}]', true),
  ('changeGroupExpiration', 'Change Group Expiration Policy', 'group', '[]', false),
  ('nestGroup', 'Nest a Group', 'group', '[{"kind":"owners"}]', true),
  ('joinGroup', 'Join a Group', 'group', '[{"kind":"owners"}]', true),
  ('leaveGroup', 'Leave a Group', 'group', '[{"kind":"owners"}]', true),
  ('transferUser', 'Transfer a User', 'user', '[{"kind":"manager"}]', true),
  ('terminateUser', 'Terminate a User', 'user', '[]', false),
  ('changeManager', 'Change Manager', 'user', '[{"kind":"managers"}]', true)
) AS w("system", "name", "object", "approvers", "enabled");--> statement-breakpoint
-- What was one rule of its own is a workflow like others. A rule without approvers was off.
INSERT INTO "workflow_definitions" ("store_id", "name", "objects", "event", "approvers", "enabled")
SELECT "store_id", 'Create a Group', '["group"]', 'create',
  (SELECT jsonb_agg(jsonb_build_object('kind', 'object', 'id', "id")) FROM jsonb_array_elements_text("approver_ids") AS a("id")),
  "enabled"
FROM "approval_rules" WHERE jsonb_array_length("approver_ids") > 0;
