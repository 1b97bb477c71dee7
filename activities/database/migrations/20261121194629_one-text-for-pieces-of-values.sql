DROP INDEX "directory_objects_folded";--> statement-breakpoint
DROP INDEX "directory_objects_search";--> statement-breakpoint
-- A second engine was told all of it before.
SELECT set_config('muster.search_rebuild', 'on', true);--> statement-breakpoint
-- Behind the names, and an empty line, what only filters look at.
UPDATE "directory_objects" SET "search_text" = regexp_replace("search_text", E'\n\n+', E'\n', 'g') || E'\n\n' || coalesce(
  (SELECT string_agg(DISTINCT "value" #>> '{}', E'\n') FROM jsonb_path_query("folded", '$.*[*]') AS "value"), '');--> statement-breakpoint
SELECT set_config('muster.search_rebuild', 'off', true);--> statement-breakpoint
CREATE INDEX "directory_objects_search" ON "directory_objects" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "directory_objects_path" ON "directory_objects" USING hash ("path");
