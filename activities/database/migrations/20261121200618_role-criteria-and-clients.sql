ALTER TABLE "exports" ADD COLUMN "search_scope" jsonb;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "client" jsonb;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "criteria_container_id" text;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "clients" jsonb;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_one_criterion" CHECK ("roles"."criteria_group_id" is null or "roles"."criteria_container_id" is null);
--> statement-breakpoint
-- Sessions from before know neither their client nor what they may search: everybody signs in again, once.
DELETE FROM "sessions";
