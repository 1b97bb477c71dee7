import { Type } from 'typebox';
import { objectKinds } from '../../workflows/contracts/directory.ts';
import { replicationLimits } from '../../workflows/contracts/replication.ts';
import { Body, DryRun, HealthFactors, Instant, NextCursor, Nullable, Page, Query, Uuid } from './common.ts';

const runs = Type.Enum(['objects', 'deleted', 'restore']);
const Reason = Type.Object({ code: Type.String(), message: Type.String() });
const counts = {
  read: Type.Integer({ description: 'Entries the directory sent' }),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
};

const KindStatus = Type.Object(
  {
    outcome: Type.Enum(['succeeded', 'failed', 'held', 'never'], {
      description: 'held: so many would be removed that an administrator must confirm it first',
    }),
    reason: Nullable(Reason),
    lastRunAt: Nullable(Instant),
    lastSuccessAt: Nullable(Instant),
    ...counts,
    failures: Type.Integer({ description: 'Failed runs in a row' }),
  },
  { title: 'ReplicationKindStatus' },
);

export const HeldRemovalView = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    kind: Type.Enum([...objectKinds]),
    state: Type.Enum(['waiting', 'confirmed', 'done', 'dismissed', 'over']),
    count: Type.Integer({ description: 'Objects that would be removed' }),
    known: Type.Integer({ description: 'Objects of that kind in the index when they were missed' }),
    allowed: Type.Integer({ description: 'How many one run removes by itself' }),
    sample: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
      description: 'The first of them by display name',
    }),
    heldAt: Instant,
  },
  { title: 'HeldRemoval' },
);

export const ReplicationOverview = Type.Object(
  {
    stores: Type.Array(
      Type.Object(
        {
          storeId: Type.String(),
          name: Type.String(),
          storeKind: Type.String(),
          enabled: Type.Boolean(),
          health: Type.Enum(['healthy', 'errors', 'unknown']),
          factors: HealthFactors,
          lastReplicatedAt: Nullable(Instant),
          nextObjectsAt: Nullable(Instant),
          nextDeletedAt: Nullable(Instant),
          restoreNeeded: Type.Boolean({ description: 'An attribute was added that older objects lack' }),
          running: Type.Array(Type.Object({ run: runs, operationId: Type.String(), startedAt: Instant })),
          kinds: Type.Array(
            Type.Object({
              kind: Type.Enum([...objectKinds]),
              domain: Nullable(Type.String({ description: 'The domain of the store, where it has one' })),
              objects: KindStatus,
              deleted: KindStatus,
            }),
          ),
          held: Type.Array(HeldRemovalView),
        },
        { title: 'StoreReplication' },
      ),
    ),
  },
  { title: 'ReplicationOverview' },
);

export const ReplicationRunQuery = Query({
  ...Page,
  storeId: Type.Optional(Uuid),
  run: Type.Optional(runs),
});
export const ReplicationRunList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        storeId: Type.String(),
        storeName: Type.String(),
        run: runs,
        operationId: Type.String({ description: 'The id of the workflow' }),
        state: Type.Enum(['running', 'succeeded', 'held', 'failed', 'cancelled']),
        actorId: Nullable(Type.String({ description: 'Null where the timetable asked for it' })),
        ...counts,
        reason: Nullable(Reason),
        startedAt: Instant,
        endedAt: Nullable(Instant),
      },
      { title: 'ReplicationRun' },
    ),
  ),
  nextCursor: NextCursor,
});

const storeIds = Type.Optional(
  Type.Array(Uuid, {
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
    description: 'All enabled stores where it is left out',
  }),
);
export const StartReplicationBody = Body({ run: Type.Enum(['objects', 'deleted']), storeIds });
export const RestoreBody = Body({ storeIds });
export const StartedReplications = Type.Object(
  {
    operations: Type.Array(
      Type.Object({
        storeId: Type.String(),
        operationId: Type.String({ description: 'The same while one is under way' }),
      }),
    ),
  },
  { title: 'StartedReplications' },
);
export const StartQuery = Query(DryRun);

const settings = {
  objectInterval: Type.Integer({ ...replicationLimits.objectInterval, description: 'Minutes' }),
  deletedInterval: Type.Integer({ ...replicationLimits.deletedInterval, description: 'Minutes' }),
  errorThreshold: Type.Integer({
    ...replicationLimits.errorThreshold,
    description: 'Failed runs in a row before mail is sent',
  }),
};
export const ReplicationSettingsBody = Body(settings);
export const ReplicationSettingsView = Type.Object(
  { ...settings, version: Type.Integer({ description: '0 while nothing is set' }) },
  { title: 'ReplicationSettings' },
);

export const HeldParams = Type.Object({ heldId: Uuid });

const addresses = Type.Array(Type.String({ format: 'email', maxLength: 320 }), {
  maxItems: 50,
  uniqueItems: true,
});
export const AlertsBody = Body({ to: addresses, cc: addresses });
export const AlertsView = Type.Object(
  { to: addresses, cc: addresses, version: Type.Integer({ description: '0 while nothing is set' }) },
  { title: 'ReplicationAlerts' },
);

export const AttributesBody = Body({
  kinds: Nullable(
    Type.Array(
      Body({
        kind: Type.Enum([...objectKinds]),
        attributes: Type.Array(Type.String({ minLength: 1, maxLength: 256 }), {
          maxItems: 1000,
          uniqueItems: true,
        }),
      }),
      {
        maxItems: objectKinds.length,
        description: 'A kind that is left out keeps the default; null resets all',
      },
    ),
  ),
});
export const AttributesView = Type.Object(
  {
    kinds: Type.Array(
      Type.Object({
        kind: Type.Enum([...objectKinds]),
        isDefault: Type.Boolean(),
        attributes: Type.Array(
          Type.Object({
            name: Type.String(),
            type: Type.String(),
            multiValued: Type.Boolean(),
            selected: Type.Boolean(),
            required: Type.Boolean({ description: 'Muster itself needs it; it cannot be left out' }),
          }),
        ),
      }),
    ),
    restoreNeeded: Type.Boolean(),
    version: Type.Integer({ description: '0 while nothing is set' }),
  },
  { title: 'ReplicationAttributes' },
);
