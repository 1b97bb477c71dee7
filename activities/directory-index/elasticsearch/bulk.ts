/** Writes documents, each with a version of its own, so that what was read later stands. */
import type { Client, estypes } from '@elastic/elasticsearch';
import type { Document } from './document.ts';

/** What is to be done under one name; `document` is null for what is gone. */
export interface Write {
  /** An alias; the engine is told never to make an index of its own accord. */
  readonly alias: string;
  readonly id: string;
  readonly document: Document | null;
}

/** Why a document can never be taken, by its id. */
export type Refusals = ReadonlyMap<string, string>;

/** @throws when the engine is away, read-only or lacks an index: everything is to be tried again */
export async function writeDocuments(
  client: Client,
  writes: readonly Write[],
  { version, refresh }: { version: number; refresh: boolean },
): Promise<Refusals> {
  const refusals = new Map<string, string>();
  for (const part of portions(writes)) {
    const { items, errors } = await client.bulk({
      refresh,
      require_alias: true,
      operations: part.flatMap(({ alias, id, document }): object[] => {
        const target = { _index: alias, _id: id, version, version_type: 'external' };
        return document === null ? [{ delete: target }] : [{ index: target }, document];
      }),
    });
    if (!errors) continue;
    for (const item of items) {
      const result = item.index ?? item.delete;
      const refusal = result === undefined ? null : refusalOf(result);
      if (refusal !== null) refusals.set(result?._id ?? '', refusal);
    }
  }
  return refusals;
}

/** A bulk request of 100 MB is refused; this is far below and as fast. */
const portionBytes = 8_000_000;

function* portions(writes: readonly Write[]): Generator<readonly Write[]> {
  let part: Write[] = [];
  let bytes = 0;
  for (const write of writes) {
    part.push(write);
    bytes += write.document === null ? 200 : sizeOf(write.document);
    if (bytes < portionBytes) continue;
    yield part;
    [part, bytes] = [[], 0];
  }
  if (part.length > 0) yield part;
}

/** Roughly: what makes a document large are its values and words. */
const sizeOf = ({ values, words, pieces, groups }: Document): number =>
  [values, words, pieces, groups].flat().reduce((sum, text) => sum + text.length + 4, 500);

function refusalOf({ status, error }: estypes.BulkResponseItem): string | null {
  // 409: something newer stands there already. 404 of a deletion: it never was there.
  if (error === undefined || status === 409) return null;
  const reason = `${error.type}: ${error.reason ?? ''}`;
  if (status === 400 && error.type !== 'index_not_found_exception') return reason;
  throw new Error(`Elasticsearch refused a document with ${status} (${reason}).`);
}
