const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One row of COPY's text format (PostgreSQL, COPY, "Text Format"). */
export const copyLine = (fields: readonly string[]): string =>
  `${fields.map((field) => field.replaceAll(/[\\\n\r\t]/gu, (character) => escapes[character] ?? character)).join('\t')}\n`;
