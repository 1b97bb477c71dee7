/**
 * Creates the demo organisation on an empty installation, so that somebody who tries Muster finds
 * people, groups and rules. Never touches an installation that somebody set up.
 */
import type { Database, DatabaseConnection, Transaction } from '../../database/client.ts';
import { insertDefinition } from '../../database/repositories/approval-workflows.ts';
import { indexObject, setMembers } from '../../database/repositories/directory-index.ts';
import { applySettings } from '../../database/repositories/groups.ts';
import {
  type DemoOrganisation,
  getDemo,
  insertDemo,
  isEmpty,
  updateDemo,
} from '../../database/repositories/installation.ts';
import { insertPortal } from '../../database/repositories/portals.ts';
import { insertRole } from '../../database/repositories/roles.ts';
import { insertStore } from '../../database/repositories/stores.ts';
import { defaultRoles } from '../default-roles.ts';
import type { ProviderPool } from '../provider-pool.ts';
import { hashWords } from '../random-words.ts';
import { setUpLock } from '../set-up-lock.ts';
import { fillDirectory, type FilledDirectory } from './fill-directory.ts';
import { administratorsGroup, demoGroups, operatorsGroup } from './groups.ts';
import { demoPortal, type DemoStore, demoStores } from './organisation.ts';
import { demoPeople } from './people.ts';

interface DemoDeps {
  readonly database: DatabaseConnection;
  readonly providers: Pick<ProviderPool, 'connect'>;
}

/**
 * May be killed anywhere: the next call completes what is missing. A second call changes nothing,
 * unless the password is another one by now; then its people get it.
 * @returns null where somebody has set the installation up
 */
export async function createDemo(deps: DemoDeps, password: string): Promise<DemoOrganisation | null> {
  const { database } = deps;
  // Held by the connection, so it ends with this process however that ends.
  const client = await database.pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('muster/demo', 0))");
    const demo = await begin(database.db);
    const passwordHash = hashWords(password);
    if (demo === null || (demo.stage !== 'creating' && demo.passwordHash === passwordHash)) return demo;
    const filled = new Map<DemoStore, FilledDirectory>();
    for (const store of Object.values(demoStores)) filled.set(store, await fill(deps, store, password));
    await database.db.transaction(async (tx) => {
      if (demo.stage === 'creating') await open(tx, filled);
      await updateDemo(tx, { passwordHash, ...(demo.stage === 'creating' ? { stage: 'living' } : {}) });
    });
    return await getDemo(database.db);
  } finally {
    client.release(true);
  }
}

/** From here on the installation is a demo: set-up and bootstrap refuse it. */
function begin(db: Database): Promise<DemoOrganisation | null> {
  return db.transaction(async (tx) => {
    await tx.execute(setUpLock);
    const known = await getDemo(tx);
    if (known !== null || !(await isEmpty(tx))) return known;
    await insertDemo(tx);
    for (const { key, storeId, name, domain, instanceId } of Object.values(demoStores)) {
      await insertStore(tx, {
        id: storeId,
        name,
        kind: 'local',
        description: 'Invented people of the demo organisation',
        settings: { domain, database: 'embedded', instanceId },
        directoryId: instanceId,
        health: 'healthy',
        historyViews: true,
        administersAll: key === 'company',
      });
    }
    return getDemo(tx);
  });
}

async function fill({ providers }: DemoDeps, store: DemoStore, password: string): Promise<FilledDirectory> {
  const { storeId, domain, instanceId, key } = store;
  const settings = { domain, database: 'embedded', instanceId };
  await using provider = providers.connect({ id: storeId, kind: 'local', settings }, {});
  const here = ({ store: of }: { readonly store: string }) => of === key;
  return await fillDirectory(provider, store, demoPeople().filter(here), demoGroups.filter(here), password);
}

/** What lets people in comes last and at once: until then nobody sees half an organisation. */
async function open(tx: Transaction, filled: ReadonlyMap<DemoStore, FilledDirectory>): Promise<void> {
  for (const [store, directory] of filled) {
    const { storeId, key } = store;
    for (const object of directory.objects) await indexObject(tx, storeId, object);
    for (const group of demoGroups.filter((one) => one.store === key)) {
      const made = directory.groups.get(group.name);
      if (made === undefined) continue;
      await setMembers(tx, storeId, made.id, { add: made.memberIds, remove: [] });
      const owners = (group.additionalOwners ?? []).flatMap((account) => directory.people.get(account) ?? []);
      await applySettings(tx, storeId, made.id, {
        securityType: { old: null, new: group.security },
        additionalOwners: { add: owners, remove: [] },
      });
    }
    await appointRoles(tx, store, directory);
  }
  await insertPortal(
    tx,
    demoPortal,
    Object.values(demoStores).map(({ storeId }) => storeId),
  );
}

async function appointRoles(
  tx: Transaction,
  { storeId }: DemoStore,
  directory: FilledDirectory,
): Promise<void> {
  const idOf = (group: string) => directory.groups.get(group)?.id ?? null;
  for (const role of defaultRoles({ id: storeId, kind: 'local' }, idOf(administratorsGroup)))
    await insertRole(tx, role);
  const operators = idOf(operatorsGroup);
  if (operators === null) return;
  await insertRole(tx, {
    storeId,
    name: 'Operator',
    description: 'Looks after requests and groups',
    priority: 5,
    criteriaGroupId: operators,
    permissions: ['Create Static Group', 'Manage Any Group', 'Manage All Requests'],
    enabled: true,
  });
  const approver = directory.people.get('mateusz.glowacki');
  if (approver === undefined) return;
  await insertDefinition(tx, {
    storeId,
    name: 'Create a Group',
    description: 'New groups need the yes of the service operator',
    objects: ['group'],
    event: 'create',
    approvers: [{ kind: 'object', id: approver }],
  });
}
