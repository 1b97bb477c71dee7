CREATE SEQUENCE "public"."search_version" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "search_feed" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "search_feed_once" CHECK ("search_feed"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "search_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	"refusal" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_rebuilds" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "search_rebuilds" ADD CONSTRAINT "search_rebuilds_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_outbox_waiting" ON "search_outbox" USING btree ("id") WHERE refusal is null;--> statement-breakpoint
CREATE INDEX "search_outbox_object" ON "search_outbox" USING btree ("store_id","object_id");