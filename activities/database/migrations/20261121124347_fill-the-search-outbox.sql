INSERT INTO search_feed (id) VALUES (1);
--> statement-breakpoint
CREATE FUNCTION search_outbox_objects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Of a store that is being deleted nothing is told: its indices stay until they are cleared.
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO search_outbox (store_id, object_id)
    SELECT n.store_id, n.object_id FROM new_rows n
    LEFT JOIN old_rows o ON o.store_id = n.store_id AND o.object_id = n.object_id
    WHERE (o.kind, o.enabled, o.sort_key, o.search_text, o.folded, o.attributes)
      IS DISTINCT FROM (n.kind, n.enabled, n.sort_key, n.search_text, n.folded, n.attributes);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO search_outbox (store_id, object_id) SELECT n.store_id, n.object_id FROM new_rows n;
  ELSE
    INSERT INTO search_outbox (store_id, object_id) SELECT o.store_id, o.object_id FROM old_rows o
    WHERE EXISTS (SELECT FROM identity_stores s WHERE s.id = o.store_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_outbox_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_outbox (store_id, object_id)
  SELECT DISTINCT c.store_id, one.id FROM changed c, LATERAL (VALUES (c.member_id), (c.group_id)) AS one(id)
  WHERE EXISTS (SELECT FROM identity_stores s WHERE s.id = c.store_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_outbox_groups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_outbox (store_id, object_id)
  SELECT DISTINCT c.store_id, c.group_id FROM changed c
  WHERE EXISTS (SELECT FROM identity_stores s WHERE s.id = c.store_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_outbox_insert AFTER INSERT ON directory_objects REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_objects();
--> statement-breakpoint
CREATE TRIGGER search_outbox_update AFTER UPDATE ON directory_objects REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_objects();
--> statement-breakpoint
CREATE TRIGGER search_outbox_delete AFTER DELETE ON directory_objects REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_objects();
--> statement-breakpoint
CREATE TRIGGER search_outbox_insert AFTER INSERT ON directory_members REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_members();
--> statement-breakpoint
CREATE TRIGGER search_outbox_delete AFTER DELETE ON directory_members REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_members();
--> statement-breakpoint
CREATE TRIGGER search_outbox_insert AFTER INSERT ON group_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_groups();
--> statement-breakpoint
CREATE TRIGGER search_outbox_delete AFTER DELETE ON group_settings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_groups();
--> statement-breakpoint
CREATE TRIGGER search_outbox_update AFTER UPDATE ON group_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_groups();
--> statement-breakpoint
CREATE TRIGGER search_outbox_insert AFTER INSERT ON additional_owners REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_groups();
--> statement-breakpoint
CREATE TRIGGER search_outbox_delete AFTER DELETE ON additional_owners REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_outbox_groups();
--> statement-breakpoint
-- Without a second engine they cost nothing; feeding one enables them.
CREATE FUNCTION feed_search(wanted boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT tgrelid::regclass AS relation, tgname FROM pg_trigger
    WHERE tgname LIKE 'search\_outbox\_%' AND NOT tgisinternal
    ORDER BY tgrelid::regclass::text
  LOOP
    EXECUTE format('ALTER TABLE %s %s TRIGGER %I', one.relation, CASE WHEN wanted THEN 'ENABLE' ELSE 'DISABLE' END, one.tgname);
  END LOOP;
  UPDATE search_feed SET enabled = wanted, failing_since = NULL, failure = NULL;
  IF NOT wanted THEN DELETE FROM search_outbox; END IF;
END $$;
--> statement-breakpoint
SELECT feed_search(false);
