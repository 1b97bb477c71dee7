CREATE TABLE "held_removal_objects" (
	"held_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	CONSTRAINT "held_removal_objects_held_id_object_id_pk" PRIMARY KEY("held_id","object_id")
);
--> statement-breakpoint
CREATE TABLE "held_removals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"run_id" uuid NOT NULL,
	"known" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replication_pending_groups" (
	"store_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	CONSTRAINT "replication_pending_groups_store_id_group_id_pk" PRIMARY KEY("store_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "replication_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"store_id" uuid NOT NULL,
	"run" text NOT NULL,
	"workflow_id" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"actor_id" text,
	"read" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"removed" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "replication_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"object_interval" integer NOT NULL,
	"deleted_interval" integer NOT NULL,
	"error_threshold" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "replication_settings_once" CHECK ("replication_settings"."id" = 1),
	CONSTRAINT "replication_settings_objects" CHECK ("replication_settings"."object_interval" between 1 and 1440),
	CONSTRAINT "replication_settings_deleted" CHECK ("replication_settings"."deleted_interval" between 5 and 1440),
	CONSTRAINT "replication_settings_errors" CHECK ("replication_settings"."error_threshold" between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE "replication_status" (
	"store_id" uuid NOT NULL,
	"run" text NOT NULL,
	"kind" text NOT NULL,
	"cursor" text,
	"full_at" timestamp (3) with time zone,
	"outcome" text,
	"problem" jsonb,
	"last_run_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"read" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"removed" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"run_id" uuid,
	CONSTRAINT "replication_status_store_id_run_kind_pk" PRIMARY KEY("store_id","run","kind")
);
--> statement-breakpoint
CREATE TABLE "store_replication" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"attributes" jsonb,
	"restore_needed" boolean DEFAULT false NOT NULL,
	"alert_to" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"alert_cc" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "held_removal_objects" ADD CONSTRAINT "held_removal_objects_held_id_held_removals_id_fk" FOREIGN KEY ("held_id") REFERENCES "public"."held_removals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_removals" ADD CONSTRAINT "held_removals_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replication_pending_groups" ADD CONSTRAINT "replication_pending_groups_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replication_runs" ADD CONSTRAINT "replication_runs_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replication_status" ADD CONSTRAINT "replication_status_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_replication" ADD CONSTRAINT "store_replication_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "held_removals_waiting" ON "held_removals" USING btree ("store_id","kind") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "replication_runs_store" ON "replication_runs" USING btree ("store_id","started_at","id");--> statement-breakpoint
CREATE INDEX "replication_runs_order" ON "replication_runs" USING btree ("started_at","id");