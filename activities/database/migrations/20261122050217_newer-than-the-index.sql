CREATE TABLE "replication_pending_objects" (
	"store_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "replication_pending_objects_store_id_object_id_pk" PRIMARY KEY("store_id","object_id")
);
--> statement-breakpoint
ALTER TABLE "directory_objects" ADD COLUMN "members_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "apply_journal" ADD COLUMN "read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "replication_pending_objects" ADD CONSTRAINT "replication_pending_objects_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replication_runs_ended" ON "replication_runs" USING btree ("store_id","ended_at");