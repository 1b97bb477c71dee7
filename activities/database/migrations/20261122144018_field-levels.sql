ALTER TABLE "exports" ADD COLUMN "standing" jsonb;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "withheld" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_stores" ADD COLUMN "field_levels" jsonb DEFAULT '[]'::jsonb NOT NULL;