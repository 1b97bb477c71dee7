DROP INDEX "directory_objects_list";--> statement-breakpoint
DROP INDEX "directory_objects_order";--> statement-breakpoint
DROP INDEX "directory_objects_incomplete";--> statement-breakpoint
DROP INDEX "directory_objects_place";--> statement-breakpoint
ALTER TABLE "directory_objects" ADD COLUMN "word_marks" bigint;--> statement-breakpoint
ALTER TABLE "directory_objects" ADD COLUMN "value_marks" bigint;--> statement-breakpoint
CREATE INDEX "directory_objects_list" ON "directory_objects" USING btree ("store_id","kind","sort_key","object_id","word_marks","value_marks");--> statement-breakpoint
CREATE INDEX "directory_objects_order" ON "directory_objects" USING btree ("store_id","sort_key","object_id","kind","word_marks","value_marks");--> statement-breakpoint
CREATE INDEX "directory_objects_incomplete" ON "directory_objects" USING btree ("store_id","object_id") WHERE words is null or place is null or word_marks is null;--> statement-breakpoint
CREATE INDEX "directory_objects_place" ON "directory_objects" USING btree ("store_id","kind","place","sort_key","object_id","word_marks","value_marks");