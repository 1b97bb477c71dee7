/** What an exported row tells, in the order of its columns. Headings are English, as in every export. */
import type { Hit } from '../directory-index/search.ts';

export interface ExportColumn {
  readonly heading: string;
  /** The field whose values it shows, where a role may hide that. */
  readonly field?: string;
  /** Characters wide, in a spreadsheet. */
  readonly width: number;
  readonly value: (hit: Hit, storeName: string) => string | null;
}

const kindNames: Readonly<Record<Hit['kind'], string>> = {
  user: 'Person',
  group: 'Group',
  contact: 'Contact',
  computer: 'Computer',
};

const allColumns: readonly ExportColumn[] = [
  { heading: 'Identity store', width: 20, value: (_hit, storeName) => storeName },
  { heading: 'Kind', width: 10, value: ({ kind, hasMailbox }) => (hasMailbox ? 'Mailbox' : kindNames[kind]) },
  { heading: 'Display name', width: 32, value: ({ displayName }) => displayName },
  { heading: 'Department', field: 'department', width: 24, value: ({ department }) => department },
  { heading: 'Office', field: 'office', width: 18, value: ({ office }) => office },
  { heading: 'Phone', field: 'phone', width: 18, value: ({ phone }) => phone },
  { heading: 'Mail', field: 'mail', width: 32, value: ({ mail }) => mail },
  { heading: 'Title', field: 'title', width: 24, value: ({ title }) => title },
  { heading: 'Login name', field: 'loginName', width: 28, value: ({ loginName }) => loginName },
  { heading: 'Description', field: 'description', width: 40, value: ({ description }) => description },
  { heading: 'Enabled', width: 9, value: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { heading: 'Container', width: 48, value: ({ path }) => path },
  { heading: 'Id', width: 38, value: ({ id }) => id },
];

/** A column that would be empty for all is none. @param hidden fields that whoever asked does not read */
export const exportColumns = (hidden: readonly string[]): readonly ExportColumn[] =>
  allColumns.filter(({ field }) => field === undefined || !hidden.includes(field));
