/** Reads definitions as `subschemaSubentry` gives them (RFC 4512 4.1). */

/** The parts of one definition by their keyword in capitals; lists for what stands in parentheses or repeats. */
export interface Definition {
  readonly oid: string;
  readonly names: readonly string[];
  has(keyword: string): boolean;
  values(keyword: string): readonly string[];
}

/** Quoted text, a parenthesis, a dollar sign, or a word. */
const token = /'((?:[^'\\]|\\.)*)'|[()$]|[^\s()$']+/g;

/** Keywords that stand alone. */
const flags = new Set([
  'SINGLE-VALUE',
  'COLLECTIVE',
  'NO-USER-MODIFICATION',
  'OBSOLETE',
  'ABSTRACT',
  'STRUCTURAL',
  'AUXILIARY',
]);

/** @returns null for what is no definition; unknown keywords are kept and do no harm */
export function parseDefinition(text: string): Definition | null {
  const tokens = [...text.matchAll(token)].map((match) => match[1] ?? match[0]);
  const oid = tokens[1];
  if (tokens[0] !== '(' || oid === undefined) return null;
  const parts = new Map<string, readonly string[]>();
  for (let index = 2; index < tokens.length - 1;) {
    const keyword = tokens[index] ?? '';
    index += 1;
    if (flags.has(keyword)) {
      parts.set(keyword, []);
      continue;
    }
    const values: string[] = [];
    if (tokens[index] === '(') {
      for (index += 1; index < tokens.length && tokens[index] !== ')'; index += 1) {
        if (tokens[index] !== '$') values.push(tokens[index] ?? '');
      }
    } else values.push(tokens[index] ?? '');
    index += 1;
    parts.set(keyword, values);
  }
  const names = parts.get('NAME') ?? [];
  return {
    oid,
    names: names.length === 0 ? [oid] : names,
    has: (keyword) => parts.has(keyword),
    values: (keyword) => parts.get(keyword) ?? [],
  };
}
