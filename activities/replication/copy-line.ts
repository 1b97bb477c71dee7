const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One row of COPY's text format (PostgreSQL, COPY, "Text Format"). */
export const copyLine = (fields: readonly (string | null)[]): string =>
  `${fields.map((field) => (field === null ? String.raw`\N` : escaped(field))).join('\t')}\n`;

const escaped = (field: string): string =>
  field.replaceAll(/[\\\n\r\t]/gu, (character) => escapes[character] ?? character);
