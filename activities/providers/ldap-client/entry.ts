/** One search result as it came over the wire: what was not sent is not there. */
import type { SearchEntry } from 'ldapts';

interface Values {
  readonly values: readonly Buffer[];
  /** Set when the server sent a part only (`member;range=0-1499`): the first index not sent, null at the end. */
  readonly nextIndex: number | null | undefined;
}

export class Entry {
  /** With the extended-DN control: `<GUID=...>;<SID=...>;CN=...`. */
  readonly dn: string;
  readonly #attributes = new Map<string, Values>();

  constructor(message: SearchEntry) {
    this.dn = message.name;
    for (const attribute of message.attributes) {
      const values = attribute.parsedBuffers;
      // AD sends both `member` (empty) and `member;range=0-1499`.
      if (values.length === 0) continue;
      const type = attribute.type.toLowerCase();
      if (!type.includes(';')) {
        this.#attributes.set(type, { values, nextIndex: undefined });
        continue;
      }
      const [base = '', ...options] = type.split(';');
      // `cn;lang-de` is not `cn`; how values are sent (`;binary`, a range) is no part of the name.
      const name = [base, ...options.filter((option) => !/^(range=|binary$)/.test(option))].join(';');
      const range =
        options.map((option) => /^range=(\d+)-(\d+|\*)$/.exec(option)).find((match) => match !== null) ??
        null;
      this.#attributes.set(name, {
        values,
        nextIndex: range === null ? undefined : range[2] === '*' ? null : Number(range[2]) + 1,
      });
    }
  }

  bytes(attribute: string): readonly Buffer[] {
    return this.#attributes.get(attribute.toLowerCase())?.values ?? [];
  }

  texts(attribute: string): readonly string[] {
    return this.bytes(attribute).map((value) => value.toString('utf8'));
  }

  text(attribute: string): string | null {
    return this.bytes(attribute)[0]?.toString('utf8') ?? null;
  }

  integer(attribute: string): number | null {
    const text = this.text(attribute);
    return text === null ? null : Number(text);
  }

  /** Adds the next part of a ranged attribute. */
  append(attribute: string, next: Entry): void {
    this.#attributes.set(attribute.toLowerCase(), {
      values: [...this.bytes(attribute), ...next.bytes(attribute)],
      nextIndex: next.nextIndex(attribute),
    });
  }

  /** Where the rest of a ranged attribute begins; null when all of it was sent. */
  nextIndex(attribute: string): number | null {
    return this.#attributes.get(attribute.toLowerCase())?.nextIndex ?? null;
  }
}
