-- A restore is told as a whole: its transaction asks for the indices to be made anew beside those that are searched.
CREATE OR REPLACE FUNCTION search_outbox_objects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('muster.search_rebuild', true) = 'on' THEN RETURN NULL; END IF;
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
CREATE OR REPLACE FUNCTION search_outbox_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('muster.search_rebuild', true) = 'on' THEN RETURN NULL; END IF;
  INSERT INTO search_outbox (store_id, object_id)
  SELECT DISTINCT c.store_id, one.id FROM changed c, LATERAL (VALUES (c.member_id), (c.group_id)) AS one(id)
  WHERE EXISTS (SELECT FROM identity_stores s WHERE s.id = c.store_id);
  RETURN NULL;
END $$;
