/** A request's timeline as server-sent events. */
import { getRequest, listEvents, type RequestEvent } from '../activities/database/repositories/requests.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import type { RouteDeps } from './route.ts';

/** Proxies and browsers give up on a connection that says nothing; whoever reads is looked at as often. */
export const heartbeatMs = 15_000;
const reconnectAfterMs = 1_000;

/** Ends with the request, the right to read it, the connection or the process, whichever comes first. */
export async function* requestEvents(
  { database: { db }, listener }: Pick<RouteDeps, 'database' | 'listener'>,
  /** Whoever reads them is still in and may still see the request; asked before anything is told. */
  mayRead: () => Promise<boolean>,
  requestId: string,
  options: {
    readonly afterId: number;
    readonly signal: AbortSignal;
    /** What of a step is told to whoever reads. */
    readonly told: (data: RequestEvent['data']) => RequestEvent['data'];
  },
): AsyncGenerator<string> {
  const { signal, told } = options;
  let lastId = options.afterId;
  yield `retry: ${reconnectAfterMs}\n\n`;
  while (!signal.aborted && !listener.closing) {
    const news = await listener.waitFor(
      requestId,
      heartbeatMs,
      async () => {
        // The state first: events written after it was read are found by the next look.
        const request = await getRequest(db, requestId);
        const events = await listEvents(db, requestId, lastId);
        const ended = request === null || isFinal(request.state);
        return events.length > 0 || ended ? { events, ended } : null;
      },
      signal,
    );
    if (!(await mayRead())) return;
    for (const { id, kind, at, data } of news?.events ?? []) {
      yield `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify({ id, kind, at: at.toISOString(), data: told(data) })}\n\n`;
      lastId = id;
    }
    if (news?.ended === true) return;
    if (news === null) yield ': still here\n\n';
  }
}
