DROP INDEX "directory_objects_unfolded";--> statement-breakpoint
ALTER TABLE "directory_objects" ADD COLUMN "words" "tsvector";--> statement-breakpoint
CREATE INDEX "directory_objects_wordless" ON "directory_objects" USING btree ("store_id","object_id") WHERE words is null;--> statement-breakpoint
CREATE INDEX "directory_objects_words" ON "directory_objects" USING gin ("words");