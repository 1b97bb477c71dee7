import { Type } from 'typebox';
import { Body, Nullable, Uuid } from './common.ts';

const Colour = Type.Enum(['green', 'yellow', 'red']);

const EngineIndex = Type.Object(
  {
    name: Type.String(),
    storeId: Uuid,
    kind: Type.String(),
    colour: Colour,
    documents: Type.Integer(),
    bytes: Type.Integer(),
  },
  { title: 'EngineIndex' },
);

export const SearchEngine = Type.Object(
  {
    engine: Type.Enum(['postgresql', 'elasticsearch']),
    behind: Type.Object(
      {
        waiting: Type.Integer({
          description: 'Objects written that the engine does not show yet; at most 10,000',
        }),
        since: Nullable(
          Type.String({ format: 'date-time', description: 'When the oldest of them was written' }),
        ),
        refused: Type.Integer({
          description: 'Objects the engine will not take; the log of the worker says why',
        }),
        failingSince: Nullable(Type.String({ format: 'date-time' })),
        failure: Nullable(Type.String({ description: 'What the engine said' })),
      },
      { description: 'Lists are as old as what waits longest' },
    ),
    rebuilding: Type.Integer({ description: 'Stores whose indices are being made anew' }),
    health: Nullable(
      Type.Object({
        cluster: Colour,
        nodes: Type.Array(
          Type.Object({
            name: Type.String(),
            master: Type.Boolean(),
            diskUsed: Nullable(Type.Number({ description: 'Percent' })),
            disk: Colour,
          }),
        ),
        indices: Type.Array(EngineIndex),
      }),
    ),
  },
  { title: 'SearchEngine' },
);

export const UnusedIndices = Type.Object({ items: Type.Array(EngineIndex) }, { title: 'UnusedIndices' });

export const ClearIndicesBody = Body({
  names: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 1000 }),
});

export const ClearedIndices = Type.Object(
  { cleared: Type.Array(Type.String()) },
  { title: 'ClearedIndices' },
);

export const RebuildBody = Body({
  storeId: Type.Optional(Type.String({ format: 'uuid', description: 'All stores when absent' })),
});

export const RebuildAnswer = Type.Object(
  { stores: Type.Integer({ description: 'How many are made anew' }) },
  { title: 'RebuildAnswer' },
);
