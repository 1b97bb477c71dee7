/** COPY, PostgreSQL's fastest way in, and the order that one connection needs. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One row of COPY's text format (PostgreSQL, COPY, "Text Format"). */
export const copyLine = (fields: readonly (string | null)[]): string =>
  `${fields.map((field) => (field === null ? String.raw`\N` : escaped(field))).join('\t')}\n`;

const escaped = (field: string): string =>
  /[\\\n\r\t]/.test(field)
    ? field.replaceAll(/[\\\n\r\t]/g, (character) => escapes[character] ?? character)
    : field;

/** As many as a page has. */
const linesAtOnce = 1000;

/** @param target the table and its columns: `staged (id, name)` */
export async function copyInto(
  client: pg.ClientBase,
  target: string,
  lines: Iterable<string>,
): Promise<void> {
  await pipeline(Readable.from(inParts(lines)), client.query(copyFrom(`copy ${target} from stdin`)));
}

/** Each part is a message of its own to the server. */
function* inParts(lines: Iterable<string>): Generator<string> {
  let part: string[] = [];
  for (const line of lines) {
    part.push(line);
    if (part.length < linesAtOnce) continue;
    yield part.join('');
    part = [];
  }
  if (part.length > 0) yield part.join('');
}

/** One connection does one thing at a time; several who share it take turns. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    // The caller hears of the failure; those behind it meet the broken connection themselves.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
