ALTER TABLE "sign_in_failures" ADD COLUMN "object_hash" text;--> statement-breakpoint
CREATE INDEX "sign_in_failures_object" ON "sign_in_failures" USING btree ("object_hash","at");