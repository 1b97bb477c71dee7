ALTER TABLE "portals" ADD COLUMN "request_page_size" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "portals" ADD COLUMN "list_page_size" integer DEFAULT 25 NOT NULL;--> statement-breakpoint
ALTER TABLE "portals" ADD CONSTRAINT "portals_request_page_size" CHECK ("portals"."request_page_size" = 0 or "portals"."request_page_size" between 5 and 1000);--> statement-breakpoint
ALTER TABLE "portals" ADD CONSTRAINT "portals_list_page_size" CHECK ("portals"."list_page_size" between 5 and 1000);--> statement-breakpoint
-- Kept with everybody's first own choice of anything, whether or not they chose it: it is the portal's from now on.
UPDATE "personal_settings" SET "page_size" = NULL WHERE "page_size" = 25;
