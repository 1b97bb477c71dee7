-- History is append-only: even the application's own role cannot change what stands there.
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER history_entries_append_only BEFORE UPDATE OR DELETE ON history_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();--> statement-breakpoint
CREATE TRIGGER history_entries_no_truncate BEFORE TRUNCATE ON history_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();--> statement-breakpoint
-- Live progress: a listener hears the request's id at commit and reads the rows itself.
CREATE FUNCTION announce_request_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_request', NEW.request_id::text);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER request_events_announce AFTER INSERT ON request_events
  FOR EACH ROW EXECUTE FUNCTION announce_request_event();
