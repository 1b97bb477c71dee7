ALTER TABLE "identity_stores" ADD COLUMN "administers_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_stores" ADD COLUMN "session_idle_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_stores" ADD COLUMN "session_hours" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_stores" ADD CONSTRAINT "identity_stores_session_limits" CHECK ("identity_stores"."session_idle_minutes" between 5 and 480 and "identity_stores"."session_hours" between 1 and 24);--> statement-breakpoint
-- Stores that are there keep the reach they have; those that come later administer themselves only.
UPDATE "identity_stores" SET "administers_all" = true;--> statement-breakpoint
UPDATE "sessions" SET "data" = jsonb_set("data", '{actor}', "data" -> 'actor' || '{"administersAll": true, "sessionIdleMinutes": 30, "sessionHours": 12}') WHERE "data" ? 'actor';--> statement-breakpoint
UPDATE "pending_sign_ins" SET "actor" = "actor" || '{"administersAll": true, "sessionIdleMinutes": 30, "sessionHours": 12}';
