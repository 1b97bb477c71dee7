DROP INDEX "directory_objects_place";--> statement-breakpoint
CREATE INDEX "directory_objects_place" ON "directory_objects" USING btree ("store_id","kind","place","sort_key","object_id");