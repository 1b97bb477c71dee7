/**
 * Live progress of a request. The browser reconnects by itself and names the last event it has seen;
 * where it gives up (the session ended, a proxy refused), this goes on with growing pauses.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { requestEventKinds } from '../../../../workflows/contracts/requests.ts';
import { request } from '../../api/queries.ts';

export type Connection = 'live' | 'reconnecting';

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Keeps the request's view in the cache current while it is open. */
export function useRequestEvents(requestId: string, open: boolean): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('live');

  useEffect(() => {
    if (!open) return;
    let pauseMs = firstPauseMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | undefined;

    const look = () => {
      void client.invalidateQueries({ queryKey: request(requestId).queryKey });
      void client.invalidateQueries({ queryKey: ['requests', 'counts'] });
    };
    const connect = () => {
      source = new EventSource(`/api/v1/requests/${requestId}/events`);
      source.onopen = () => {
        pauseMs = firstPauseMs;
        setConnection('live');
        // What happened while nobody listened.
        look();
      };
      source.onerror = () => {
        setConnection('reconnecting');
        if (source?.readyState !== EventSource.CLOSED) return;
        look();
        timer = setTimeout(connect, pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      };
      for (const kind of requestEventKinds) source.addEventListener(kind, look);
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [client, requestId, open]);

  return connection;
}
