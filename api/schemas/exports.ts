import { Type } from 'typebox';
import { exportFormats, exportStates } from '../../workflows/contracts/search.ts';
import { Body, Instant, Nullable, Uuid } from './common.ts';
import { ListChoice } from './lists.ts';
import { AdvancedChoice, SearchChoice } from './search.ts';

export const ExportParams = Type.Object({ exportId: Uuid });

export const CreateExportBody = Body({
  format: Type.Enum([...exportFormats]),
  name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'Names the file' }),
  ),
  search: Body({ ...SearchChoice, ...AdvancedChoice, sort: ListChoice.sort }),
});

export const ExportView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    format: Type.Enum([...exportFormats]),
    state: Type.Enum([...exportStates]),
    rows: Type.Integer({ description: 'Written so far' }),
    total: Nullable(Type.Integer({ description: 'Null while they are counted' })),
    totalExact: Type.Boolean({ description: 'False: there are more than are counted' }),
    bytes: Type.Integer(),
    problem: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
    createdAt: Instant,
    finishedAt: Nullable(Instant),
    expiresAt: Instant,
    href: Nullable(Type.String({ description: 'Where the file is, once it is ready' })),
  },
  { title: 'Export' },
);
export const ExportList = Type.Object({ items: Type.Array(ExportView) });
export const ExportFile = Type.Unknown({ description: 'The file' });
