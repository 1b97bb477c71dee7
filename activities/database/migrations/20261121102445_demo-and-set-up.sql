CREATE TABLE "captured_mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "demo_organisation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"stage" text DEFAULT 'creating' NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "demo_organisation_once" CHECK ("demo_organisation"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "set_up_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "captured_mails" ADD CONSTRAINT "captured_mails_store_id_identity_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."identity_stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "captured_mails_message_key" ON "captured_mails" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "captured_mails_recipient" ON "captured_mails" USING btree ("store_id","recipient","created_at","id");--> statement-breakpoint
CREATE INDEX "captured_mails_order" ON "captured_mails" USING btree ("created_at","id");