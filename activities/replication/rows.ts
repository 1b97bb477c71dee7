/** The columns of an index row as a directory fills them, known here once: how they are copied, written and compared. */
import type { Attributes, DirectoryObject } from '../../workflows/contracts/directory.ts';
import { indexRow } from '../database/repositories/directory-index.ts';
import { copyLine } from './copy.ts';

type Row = ReturnType<typeof indexRow>;

interface Column {
  readonly name: string;
  readonly type: 'text' | 'boolean' | 'bigint' | 'jsonb' | 'tsvector';
  readonly isNullable?: true;
  readonly of: (row: Row) => string | boolean | Attributes | null;
}

const columns: readonly Column[] = [
  { name: 'object_id', type: 'text', of: (row) => row.objectId },
  { name: 'kind', type: 'text', of: (row) => row.kind },
  { name: 'name', type: 'text', of: (row) => row.name },
  { name: 'display_name', type: 'text', of: (row) => row.displayName },
  { name: 'path', type: 'text', of: (row) => row.path },
  { name: 'place', type: 'text', of: (row) => row.place },
  { name: 'enabled', type: 'boolean', of: (row) => row.enabled },
  { name: 'protection', type: 'text', isNullable: true, of: (row) => row.protection },
  { name: 'attributes', type: 'jsonb', of: (row) => row.attributes },
  { name: 'folded', type: 'jsonb', of: (row) => row.folded },
  { name: 'words', type: 'tsvector', of: (row) => row.words },
  { name: 'search_text', type: 'text', of: (row) => row.searchText },
  { name: 'sort_key', type: 'text', of: (row) => row.sortKey },
  { name: 'word_marks', type: 'bigint', of: (row) => row.wordMarks },
  { name: 'value_marks', type: 'bigint', of: (row) => row.valueMarks },
];

const [key, ...values] = columns.map(({ name }) => name);
const prefixed = (prefix: string): string => values.map((name) => `${prefix}.${name}`).join(', ');

/** Of a row: `object_id, kind, …`. Store and time of the read come from elsewhere. */
export const rowColumns = [key, ...values].join(', ');

/** The same as columns of a temporary table. */
export const rowDefinitions = columns
  .map(({ name, type, isNullable }) => `${name} ${type}${isNullable === true ? '' : ' not null'}`)
  .join(', ');

/** Of an upsert into `directory_objects`: takes everything over from `excluded`. */
export const rowAssignments = [...values, 'seen_at'].map((name) => `${name} = excluded.${name}`).join(', ');

/** Of an upsert into `directory_objects as o`: whether anything would change. */
export const rowDiffers = `(${prefixed('o')}) is distinct from (${prefixed('excluded')})`;

/** An object as a line of COPY, in the order of {@link rowColumns}, behind whatever comes `before`. */
export function rowLine(storeId: string, object: DirectoryObject, ...before: readonly string[]): string {
  const row = indexRow(storeId, object);
  return copyLine([...before, ...columns.map(({ of }) => asText(of(row)))]);
}

const asText = (value: string | boolean | Attributes | null): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);
