/** Identity stores as administrators see them. */
import type { Db } from '../activities/database/client.ts';
import {
  type HealthFactor,
  listHealthFactors,
} from '../activities/database/repositories/replication-health.ts';
import type { HistoryEntry } from '../activities/database/repositories/history.ts';
import { listRoles, type Role } from '../activities/database/repositories/roles.ts';
import { getStore, type IdentityStore, listSecrets } from '../activities/database/repositories/stores.ts';
import type { ConnectionTest, StoreKindInfo } from '../activities/platform/live-directory.ts';
import type { Level } from '../workflows/contracts/field-levels.ts';
import { policiesOf } from '../workflows/contracts/policies.ts';
import { lastHistorySwitch } from './history-views.ts';
import { shownSettings } from './connection-settings.ts';
import { ApiProblem } from './problem.ts';

const levelView = (level: Level | null) =>
  level?.level === 'role' ? { ...level, excludeRoles: [...level.excludeRoles] } : level;

export const storeView = (
  store: IdentityStore,
  secretNames: readonly string[],
  factors: readonly HealthFactor[],
  switched: HistoryEntry | null,
  roles: readonly Role[],
) => ({
  id: store.id,
  name: store.name,
  kind: store.kind,
  description: store.description,
  enabled: store.enabled,
  settings: shownSettings(store.kind, store.settings, secretNames),
  health: store.health,
  healthMessage: store.healthMessage,
  healthFactors: factors.map((factor) => ({ ...factor })),
  pausedReason: store.pausedReason,
  lastReplicatedAt: store.lastReplicatedAt?.toISOString() ?? null,
  historyViews: store.historyViews,
  groupNamePrefixes: [...store.groupNamePrefixes],
  fieldLevels: store.fieldLevels.map(({ visibility, access, ...field }) => ({
    ...field,
    visibility: levelView(visibility),
    access: levelView(access),
  })),
  administersAll: store.administersAll,
  sessionIdleMinutes: store.sessionIdleMinutes,
  sessionHours: store.sessionHours,
  historySwitched: switched === null ? null : { at: switched.at.toISOString(), by: switched.actorName },
  secondFactor: {
    roles: roles.filter(({ policies }) => policiesOf(policies).authentication.secondFactor).length,
    of: roles.length,
  },
  version: store.version,
  createdAt: store.createdAt.toISOString(),
  updatedAt: store.updatedAt.toISOString(),
});

export async function viewOfStore(db: Db, store: IdentityStore) {
  const secrets = await listSecrets(db, store.id);
  const factors = await listHealthFactors(db, [store], new Date());
  const switched = await lastHistorySwitch(db, store.id);
  const roles = await listRoles(db, store.id);
  return storeView(
    store,
    secrets.map((secret) => secret.name),
    factors.get(store.id) ?? [],
    switched,
    roles,
  );
}

/** @throws ApiProblem `notFound` */
export async function requireStore(db: Db, storeId: string): Promise<IdentityStore> {
  const store = await getStore(db, storeId);
  if (store === null) throw ApiProblem.notFound('identity store');
  return store;
}

export const testView = ({ report, discovery }: ConnectionTest) => ({
  ok: report.ok,
  failure: report.failure,
  message: report.message,
  steps: report.steps.map(({ name, ok, message }) => ({ name, ok, message })),
  vendor: discovery?.vendor ?? null,
  namingContexts: [...(discovery?.namingContexts ?? [])],
});

export const storeKindView = ({ kind, title, settings, capabilities }: StoreKindInfo) => ({
  kind,
  title,
  settings: { ...settings },
  capabilities: { ...capabilities },
});

/** @throws ApiProblem `store.connect_failed` with the reason */
export function requireConnected({ report }: ConnectionTest): void {
  if (report.ok) return;
  throw new ApiProblem('store.connect_failed', report.message, {
    fields: [{ field: 'settings', code: report.failure ?? 'network', message: report.message }],
  });
}

export const healthOf = ({ report, discovery }: ConnectionTest) => ({
  health: report.ok ? ('healthy' as const) : ('errors' as const),
  healthMessage: report.ok ? null : report.message,
  ...(discovery === null ? {} : { directoryId: discovery.directoryId }),
});
