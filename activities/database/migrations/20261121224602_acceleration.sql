ALTER TABLE "approvals" ADD COLUMN "chains" jsonb;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "due_at" timestamp (3) with time zone;