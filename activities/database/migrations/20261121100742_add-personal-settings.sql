CREATE TABLE "personal_settings" (
	"store_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"language" text,
	"time_zone" text,
	"theme" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "personal_settings_store_id_user_id_pk" PRIMARY KEY("store_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "personal_settings" ADD CONSTRAINT "personal_settings_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;