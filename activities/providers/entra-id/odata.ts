/** `$filter` as a tree; only {@link filterText} makes text of it, and it alone quotes values. */
export type ODataFilter =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'and' | 'or'; readonly parts: readonly ODataFilter[] }
  | { readonly op: 'not'; readonly part: ODataFilter }
  | {
      readonly op: 'compare';
      readonly test: 'eq' | 'ge' | 'le' | 'startsWith' | 'endsWith';
      /** A property of the schema, or a path to one. */
      readonly property: string;
      readonly value: ODataValue;
      /** Evaluated by the index only (`ConsistencyLevel: eventual`). */
      readonly indexed: boolean;
    }
  /** Any value of the property. */
  | { readonly op: 'present'; readonly property: string }
  /** The list holds the value. */
  | { readonly op: 'holds'; readonly property: string; readonly value: string };

/** Text is quoted; an instant or a truth value is not. */
export type ODataValue =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'instant'; readonly value: Date };

export const constant = (value: boolean): ODataFilter => ({ op: 'constant', value });

export function allOf(parts: readonly ODataFilter[]): ODataFilter {
  const left = parts.filter((part) => !(part.op === 'constant' && part.value));
  if (left.some((part) => part.op === 'constant')) return constant(false);
  const [only] = left;
  if (only === undefined) return constant(true);
  return left.length === 1 ? only : { op: 'and', parts: left };
}

export const negated = (part: ODataFilter): ODataFilter =>
  part.op === 'constant' ? constant(!part.value) : { op: 'not', part };

export const anyOf = (parts: readonly ODataFilter[]): ODataFilter => {
  const left = parts.filter((part) => !(part.op === 'constant' && !part.value));
  if (left.some((part) => part.op === 'constant')) return constant(true);
  const [only] = left;
  if (only === undefined) return constant(false);
  return left.length === 1 ? only : { op: 'or', parts: left };
};

/** @param filter no constant */
export function filterText(filter: ODataFilter): string {
  switch (filter.op) {
    case 'constant':
      throw new Error('A constant is no query.');
    case 'and':
    case 'or':
      return `(${filter.parts.map(filterText).join(` ${filter.op} `)})`;
    case 'not':
      return `not(${filterText(filter.part)})`;
    case 'present':
      return `${filter.property} ne null`;
    case 'holds':
      return `${filter.property}/any(v:v eq ${quote(filter.value)})`;
    case 'compare': {
      const value = literal(filter.value);
      return filter.test === 'startsWith' || filter.test === 'endsWith'
        ? `${filter.test}(${filter.property},${value})`
        : `${filter.property} ${filter.test} ${value}`;
    }
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function literal(value: ODataValue): string {
  switch (value.type) {
    case 'text':
      return quote(value.value);
    case 'boolean':
      return String(value.value);
    case 'instant':
      return value.value.toISOString();
  }
}

/** Needs `ConsistencyLevel: eventual` and `$count=true`. */
export function isAdvanced(filter: ODataFilter): boolean {
  switch (filter.op) {
    case 'constant':
    case 'holds':
      return false;
    case 'present':
    case 'not':
      return true;
    case 'and':
    case 'or':
      return filter.parts.some(isAdvanced);
    case 'compare':
      return filter.indexed || filter.test === 'endsWith' || filter.test === 'ge' || filter.test === 'le';
  }
}

export function clausesOf(filter: ODataFilter): number {
  if (filter.op === 'and' || filter.op === 'or') {
    return filter.parts.reduce((sum, part) => sum + clausesOf(part), 0);
  }
  return filter.op === 'not' ? clausesOf(filter.part) : 1;
}
