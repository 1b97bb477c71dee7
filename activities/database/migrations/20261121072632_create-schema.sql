CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "additional_owners" (
	"store_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "additional_owners_store_id_group_id_owner_id_pk" PRIMARY KEY("store_id","group_id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "directory_members" (
	"store_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"member_id" text NOT NULL,
	"read_only" boolean DEFAULT false NOT NULL,
	CONSTRAINT "directory_members_store_id_group_id_member_id_pk" PRIMARY KEY("store_id","group_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "directory_objects" (
	"store_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"path" text NOT NULL,
	"enabled" boolean NOT NULL,
	"attributes" jsonb NOT NULL,
	"search_text" text NOT NULL,
	"sort_key" text NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "directory_objects_store_id_object_id_pk" PRIMARY KEY("store_id","object_id")
);
--> statement-breakpoint
CREATE TABLE "group_settings" (
	"store_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"kind" text DEFAULT 'static' NOT NULL,
	"security_type" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "group_settings_store_id_group_id_pk" PRIMARY KEY("store_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "denied_attempts" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "denied_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"permission" text NOT NULL,
	"route" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "denied_attempts_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "history_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"request_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"workflow_id" text NOT NULL,
	"action" text NOT NULL,
	"actor_store_id" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"on_behalf_of_id" text,
	"source" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text NOT NULL,
	"object_name" text NOT NULL,
	"operation" text NOT NULL,
	"attribute" text,
	"old_value" text,
	"new_value" text,
	"value_name" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history_heads" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"request_id" uuid,
	"key" text NOT NULL,
	"recipient" text NOT NULL,
	"template" text NOT NULL,
	"data" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "apply_journal" (
	"request_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"intent" jsonb,
	"object_id" text,
	"object" jsonb,
	"already_held" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "apply_journal_request_id_position_pk" PRIMARY KEY("request_id","position")
);
--> statement-breakpoint
CREATE TABLE "approval_approvers" (
	"request_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"store_id" uuid NOT NULL,
	"approver_id" text NOT NULL,
	"approver_name" text NOT NULL,
	"approver_mail" text,
	CONSTRAINT "approval_approvers_request_id_step_store_id_approver_id_pk" PRIMARY KEY("request_id","step","store_id","approver_id")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"request_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"rule" text NOT NULL,
	"state" text NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"decision_id" uuid,
	"opened_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "approvals_request_id_step_pk" PRIMARY KEY("request_id","step")
);
--> statement-breakpoint
CREATE TABLE "change_sets" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"changes" jsonb NOT NULL,
	"items" jsonb NOT NULL,
	"warnings" jsonb NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"decision" text NOT NULL,
	"decider_store_id" uuid NOT NULL,
	"decider_id" text NOT NULL,
	"decider_name" text NOT NULL,
	"decided_as" text NOT NULL,
	"comment" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "request_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"store_id" uuid NOT NULL,
	"actor_store_id" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"actor_mail" text,
	"input" jsonb NOT NULL,
	"input_hash" text NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"problem" jsonb,
	"target_id" text,
	"target_name" text,
	"apply_started_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_rules" (
	"store_id" uuid NOT NULL,
	"event" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"approver_ids" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_rules_store_id_event_pk" PRIMARY KEY("store_id","event")
);
--> statement-breakpoint
CREATE TABLE "identity_stores" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"settings" jsonb NOT NULL,
	"directory_id" text,
	"paused_reason" text,
	"paused_at" timestamp (3) with time zone,
	"health" text DEFAULT 'unknown' NOT NULL,
	"health_message" text,
	"last_replicated_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portal_stores" (
	"portal_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "portal_stores_portal_id_store_id_pk" PRIMARY KEY("portal_id","store_id")
);
--> statement-breakpoint
CREATE TABLE "portals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"support_email" text,
	"help_url" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portals_path_form" CHECK ("portals"."path" ~ '^[a-z0-9-]{1,40}$')
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"priority" integer NOT NULL,
	"criteria_group_id" text,
	"permissions" jsonb NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "roles_priority_range" CHECK ("roles"."priority" between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"data" jsonb NOT NULL,
	"store_id" uuid,
	"user_id" text,
	"address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_failures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_hash" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store_mail_settings" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"tls" boolean NOT NULL,
	"ca_certificate" text,
	"from_address" text NOT NULL,
	"user_name" text,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store_secrets" (
	"store_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_id" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "store_secrets_store_id_name_pk" PRIMARY KEY("store_id","name")
);
--> statement-breakpoint
ALTER TABLE "additional_owners" ADD CONSTRAINT "additional_owners_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_members" ADD CONSTRAINT "directory_members_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_objects" ADD CONSTRAINT "directory_objects_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_settings" ADD CONSTRAINT "group_settings_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_heads" ADD CONSTRAINT "history_heads_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apply_journal" ADD CONSTRAINT "apply_journal_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_sets" ADD CONSTRAINT "change_sets_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rules" ADD CONSTRAINT "approval_rules_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_stores" ADD CONSTRAINT "portal_stores_portal_id_portals_id_fk" FOREIGN KEY ("portal_id") REFERENCES "public"."portals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_stores" ADD CONSTRAINT "portal_stores_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_mail_settings" ADD CONSTRAINT "store_mail_settings_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_secrets" ADD CONSTRAINT "store_secrets_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "additional_owners_owner" ON "additional_owners" USING btree ("store_id","owner_id");--> statement-breakpoint
CREATE INDEX "directory_members_member" ON "directory_members" USING btree ("store_id","member_id");--> statement-breakpoint
CREATE INDEX "directory_objects_list" ON "directory_objects" USING btree ("store_id","kind","sort_key","object_id");--> statement-breakpoint
CREATE INDEX "directory_objects_order" ON "directory_objects" USING btree ("store_id","sort_key","object_id");--> statement-breakpoint
CREATE INDEX "directory_objects_owned" ON "directory_objects" USING gin ("attributes" jsonb_path_ops) WHERE kind = 'group';--> statement-breakpoint
CREATE INDEX "directory_objects_search" ON "directory_objects" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "denied_attempts_user" ON "denied_attempts" USING btree ("store_id","user_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "history_entries_sequence_key" ON "history_entries" USING btree ("store_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "history_entries_request_key" ON "history_entries" USING btree ("request_id","position");--> statement-breakpoint
CREATE INDEX "history_entries_object" ON "history_entries" USING btree ("store_id","object_id","sequence");--> statement-breakpoint
CREATE INDEX "history_entries_actor" ON "history_entries" USING btree ("actor_store_id","actor_id","sequence");--> statement-breakpoint
CREATE INDEX "history_entries_store_at" ON "history_entries" USING btree ("store_id","at","sequence","id");--> statement-breakpoint
CREATE INDEX "history_entries_at" ON "history_entries" USING btree ("at","sequence","id");--> statement-breakpoint
CREATE INDEX "history_entries_new" ON "history_entries" USING btree ("store_id","new_value") WHERE value_name is not null;--> statement-breakpoint
CREATE INDEX "history_entries_old" ON "history_entries" USING btree ("store_id","old_value") WHERE value_name is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_key" ON "notifications" USING btree ("store_id","key");--> statement-breakpoint
CREATE INDEX "notifications_request" ON "notifications" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE UNIQUE INDEX "apply_journal_created_key" ON "apply_journal" USING btree ("object_id") WHERE "apply_journal"."intent" is not null;--> statement-breakpoint
CREATE INDEX "approval_approvers_person" ON "approval_approvers" USING btree ("store_id","approver_id");--> statement-breakpoint
CREATE INDEX "decisions_request" ON "decisions" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "request_events_key" ON "request_events" USING btree ("request_id","key");--> statement-breakpoint
CREATE INDEX "requests_actor" ON "requests" USING btree ("actor_store_id","actor_id","created_at");--> statement-breakpoint
CREATE INDEX "requests_store_created" ON "requests" USING btree ("store_id","created_at");--> statement-breakpoint
CREATE INDEX "requests_target" ON "requests" USING btree ("store_id","target_id");--> statement-breakpoint
CREATE INDEX "requests_state" ON "requests" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_stores_name_key" ON "identity_stores" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "portal_stores_store_id" ON "portal_stores" USING btree ("store_id");--> statement-breakpoint
CREATE UNIQUE INDEX "portals_name_key" ON "portals" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "portals_path_key" ON "portals" USING btree ("path");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_store_name_key" ON "roles" USING btree ("store_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "roles_store_priority_key" ON "roles" USING btree ("store_id","priority");--> statement-breakpoint
CREATE INDEX "sessions_store_user" ON "sessions" USING btree ("store_id","user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_account" ON "sign_in_failures" USING btree ("account_hash","at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_address" ON "sign_in_failures" USING btree ("address","at");