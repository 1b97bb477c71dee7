DROP INDEX "directory_objects_wordless";--> statement-breakpoint
ALTER TABLE "directory_objects" ADD COLUMN "place" text collate "C";--> statement-breakpoint
CREATE INDEX "directory_objects_incomplete" ON "directory_objects" USING btree ("store_id","object_id") WHERE words is null or place is null;--> statement-breakpoint
CREATE INDEX "directory_objects_place" ON "directory_objects" USING btree ("store_id","place");