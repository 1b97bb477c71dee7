ALTER TABLE "personal_settings" ADD COLUMN "page_size" integer;--> statement-breakpoint
ALTER TABLE "identity_stores" ADD COLUMN "history_views" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Off in a new store; those that are there have shown their history so far.
UPDATE "identity_stores" SET "history_views" = true;--> statement-breakpoint
ALTER TABLE "personal_settings" ADD CONSTRAINT "personal_settings_page_size" CHECK ("personal_settings"."page_size" between 5 and 1000);