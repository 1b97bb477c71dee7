/** What an exported row tells, in the order of its columns. Headings are English, as in every export. */
import type { Hit } from '../directory-index/search.ts';

interface ExportColumn {
  readonly heading: string;
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

export const exportColumns: readonly ExportColumn[] = [
  { heading: 'Identity store', width: 20, value: (_hit, storeName) => storeName },
  { heading: 'Kind', width: 10, value: ({ kind }) => kindNames[kind] },
  { heading: 'Display name', width: 32, value: ({ displayName }) => displayName },
  { heading: 'Department', width: 24, value: ({ department }) => department },
  { heading: 'Office', width: 18, value: ({ office }) => office },
  { heading: 'Phone', width: 18, value: ({ phone }) => phone },
  { heading: 'Mail', width: 32, value: ({ mail }) => mail },
  { heading: 'Title', width: 24, value: ({ title }) => title },
  { heading: 'Login name', width: 28, value: ({ loginName }) => loginName },
  { heading: 'Description', width: 40, value: ({ description }) => description },
  { heading: 'Enabled', width: 9, value: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { heading: 'Container', width: 48, value: ({ path }) => path },
  { heading: 'Id', width: 38, value: ({ id }) => id },
];
