/** Writes documents, each with a version of its own, so that what was read later stands. */
import type { Client } from '@elastic/elasticsearch';
import type { Document } from './document.ts';
import { told } from './errors.ts';

/** What is to be done under one name; `document` is null for what is gone. */
export interface Write {
  /** An alias; the engine is told never to make an index of its own accord. */
  readonly alias: string;
  readonly id: string;
  readonly document: Document | null;
}

/** What did not come through, and why. */
export interface Unwritten<W extends Write> {
  /** The engine can never take it as it is. */
  readonly refused: ReadonlyMap<W, string>;
  /** To be tried again: its index is read-only, closed or without a place. */
  readonly failed: ReadonlyMap<W, string>;
}

/** @throws when the engine is away */
export async function writeDocuments<W extends Write>(
  client: Client,
  writes: readonly W[],
  { version, refresh }: { version: number; refresh: boolean },
): Promise<Unwritten<W>> {
  const refused = new Map<W, string>();
  const failed = new Map<W, string>();
  const sent = writes.filter((write) => {
    const isTooLong = Buffer.byteLength(write.id) > longestId;
    // One such id would have the engine refuse the whole request. What was never written needs no deleting.
    if (isTooLong && write.document !== null) refused.set(write, `The id is longer than ${longestId} bytes.`);
    return !isTooLong;
  });
  for (const part of portions(sent)) {
    const { items, errors } = await client.bulk({
      refresh,
      require_alias: true,
      operations: part.flatMap(({ alias, id, document }): object[] => {
        const target = { _index: alias, _id: id, version, version_type: 'external' };
        return document === null ? [{ delete: target }] : [{ index: target }, document];
      }),
    });
    if (!errors) continue;
    // Answers come in the order of what was asked.
    for (const [at, write] of part.entries()) {
      const { status = 0, error } = items[at]?.index ?? items[at]?.delete ?? {};
      // 409: something newer stands there already. 404 of a deletion: it never was there.
      if (error === undefined || status === 409) continue;
      const reason = told(`${error.type}: ${error.reason ?? ''}`);
      if (isAboutDocument(reason)) refused.set(write, reason);
      else failed.set(write, `Elasticsearch answered ${status} (${reason}).`);
    }
  }
  return { refused, failed };
}

/** Of Elasticsearch, in bytes. */
const longestId = 512;

/** A bulk request of 100 MB is refused; this is far below and as fast. */
const portionBytes = 8_000_000;

function* portions<W extends Write>(writes: readonly W[]): Generator<readonly W[]> {
  let part: W[] = [];
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

/** What is wrong with one document; every other refusal is about an index or the engine, and passes. */
const isAboutDocument = (reason: string): boolean =>
  /^(mapper_parsing|document_parsing|strict_dynamic_mapping)_exception|immense term/u.test(reason);
