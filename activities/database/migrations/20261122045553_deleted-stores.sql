CREATE TABLE "deleted_stores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"history_views" boolean NOT NULL,
	"deleted_by_name" text NOT NULL,
	"deleted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "history_heads" DROP CONSTRAINT "history_heads_store_id_identity_stores_id_fk";
--> statement-breakpoint
ALTER TABLE "requests" DROP CONSTRAINT "requests_store_id_identity_stores_id_fk";
--> statement-breakpoint
-- What outlives its store must still begin in one: a foreign key that looks once, and waits for a store that is being deleted.
CREATE FUNCTION begins_in_a_store() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM identity_stores s WHERE s.id = NEW.store_id FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('There is no identity store %s.', NEW.store_id), CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER requests_begin_in_a_store AFTER INSERT ON requests FOR EACH ROW EXECUTE FUNCTION begins_in_a_store();
--> statement-breakpoint
CREATE TRIGGER history_heads_begin_in_a_store AFTER INSERT ON history_heads FOR EACH ROW EXECUTE FUNCTION begins_in_a_store();
