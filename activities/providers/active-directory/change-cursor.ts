/** Where a read of changes goes on. */

export interface Cursor {
  /** DN of the controller's settings, and which history of its database. */
  readonly service: string;
  readonly invocationId: string;
  /** As the store's settings name that controller. */
  readonly host: string;
  /** Everything up to this change number was read. */
  readonly usn: bigint;
  /** Base DNs and exclusions: what newer ones take in has not changed, and would be missed. */
  readonly scope: string;
  /** Tombstones have been seen, so that silence about deletions means that there were none. */
  readonly deletions: boolean;
  /** When it was written, in ms by Muster's own clock. */
  readonly atMs: number;
}

export const formatCursor = (cursor: Cursor): string =>
  JSON.stringify({ ...cursor, usn: String(cursor.usn) });

/** Null for what is no cursor of ours. */
export function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const found = JSON.parse(text) as Partial<Record<keyof Cursor, unknown>> | null;
    const { service, invocationId, host, usn, scope, deletions, atMs } = found ?? {};
    if (typeof service !== 'string' || typeof invocationId !== 'string') return null;
    if (typeof host !== 'string' || typeof scope !== 'string') return null;
    if (typeof usn !== 'string' || !/^\d{1,19}$/.test(usn)) return null;
    if (typeof deletions !== 'boolean' || typeof atMs !== 'number') return null;
    return { service, invocationId, host, usn: BigInt(usn), scope, deletions, atMs };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
