/** A whole Muster with a local store whose names are as bad as names get, and Chromium. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { ensureUi } from '../../../scripts/lib/ui.mjs';
import { connectDatabase } from '../../../activities/database/client.ts';
import { indexObject } from '../../../activities/database/repositories/directory-index.ts';
import { startBrowser } from '../../support/browser.ts';
import { ApiClient } from '../../support/client.ts';
import { addLocalPeople } from '../../support/local-people.ts';
import { OwnServers } from '../../support/servers.ts';
import { adminPassword, Stack } from '../../support/stack.ts';

export const password = adminPassword;
/** Begins what a browser would run, if a page ever took a name for markup. */
export const markup = '<img src=x onerror=window.broken=alert(1)>';
const unbroken = 'W'.repeat(64);
const rightToLeft = 'محمد عبد الرحمن الخوارزمي';
const hostile = {
  markup,
  unbroken,
  rightToLeft,
  punctuation: 'Comma, "Quote" \'Tick\' *()\\ `; {{name}} %s',
  emoji: '🦜 Zoë 👩‍👩‍👧‍👦 ½',
  german: 'Rechtsschutzversicherungsgesellschaften-Vorstandsvorsitzende Überlingen',
} as const;

export interface World extends AsyncDisposable {
  readonly servers: OwnServers;
  readonly stack: Stack;
  readonly browser: Browser;
  readonly base: string;
  readonly storeId: string;
  /** Owns Rowing club. */
  readonly olga: ApiClient;
  readonly uwe: ApiClient;
  /** Holds the role Administrator; has the longest of all names. */
  readonly ada: ApiClient;
  readonly database: pg.Pool;
  readonly ids: ReadonlyMap<string, string>;
  /** Of the index alone. */
  readonly further: Readonly<Record<'contact' | 'computer', string>>;
  createGroup(client: ApiClient, body: object): Promise<string>;
  /** A request of uwe's to join. @returns its id */
  ask(groupId: string, reason?: string): Promise<string>;
}

export async function startWorld(): Promise<World> {
  await using owned = new AsyncDisposableStack();
  await ensureUi();
  const servers = owned.use(await OwnServers.start());
  const stack = owned.use(await Stack.create(servers));
  const browser = startBrowser().then((started) => {
    owned.defer(() => started.close());
    return started;
  });
  await stack.start('api', 'worker');
  const root = await stack.bootstrap();
  const people = [
    { login: 'olga.owner', displayName: 'Olga Owner' },
    { login: 'uwe.user', displayName: 'Uwe User' },
    ...Object.entries(hostile).map(([login, displayName]) => ({ login, displayName })),
  ];
  const { storeId, ids } = await addLocalPeople(servers, stack, people, password);
  const further = await addFurtherObjects(servers.databaseUrl, storeId);
  await makeAdministrator(root, storeId, ids.get('unbroken') ?? '');
  const [olga, uwe, ada] = await Promise.all(
    ['olga.owner', 'uwe.user', 'unbroken'].map((login) =>
      ApiClient.signIn(stack.base, storeId, login, password),
    ),
  );
  if (olga === undefined || uwe === undefined || ada === undefined) throw new Error('Nobody signed in.');
  const database = new pg.Pool({ connectionString: servers.databaseUrl, max: 2 });
  owned.defer(() => database.end());
  const rest = owned.move();
  return {
    servers,
    stack,
    browser: await browser,
    base: stack.base,
    storeId,
    olga,
    uwe,
    ada,
    database,
    ids,
    further,
    async createGroup(client, body) {
      const { status, body: answer } = await client.post(`/stores/${storeId}/groups`, body, {
        headers: { prefer: 'wait=30' },
      });
      if (status !== 200) throw new Error(`The group was refused: ${JSON.stringify(answer)}`);
      return (await client.get(`/requests/${answer.requestId}`)).body.target.id as string;
    },
    async ask(groupId, reason) {
      const { body } = await uwe.post(
        `/stores/${storeId}/groups/${groupId}/join`,
        reason === undefined ? null : { reason },
        { headers: { prefer: 'wait=30' } },
      );
      if (body.state !== 'pending') throw new Error(`Nobody was asked: ${JSON.stringify(body)}`);
      return body.requestId as string;
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
}

/** People whom the index holds and the directory does not, as after it lost them. */
export async function indexLost(databaseUrl: string, storeId: string, count: number): Promise<void> {
  await using database = connectDatabase(databaseUrl, 1, () => undefined);
  for (let index = 1; index <= count; index += 1) {
    const name = `Lost person ${index}`;
    await indexObject(database.db, storeId, {
      kind: 'user',
      id: randomUUID(),
      name,
      displayName: name,
      path: name,
      enabled: true,
      attributes: {},
    });
  }
}

/** What the local directory has none of, as bad as the rest: in the index, where pages read it. */
async function addFurtherObjects(databaseUrl: string, storeId: string): Promise<World['further']> {
  await using database = connectDatabase(databaseUrl, 1, () => undefined);
  const add = async (kind: 'contact' | 'computer'): Promise<string> => {
    const id = randomUUID();
    const attributes = { mail: [`${unbroken}@example.org`], description: [rightToLeft] };
    const names = { name: markup, displayName: unbroken, path: `CN=${unbroken},DC=${unbroken}` };
    const protection = `${markup} ${unbroken}`;
    await indexObject(database.db, storeId, { kind, id, ...names, enabled: true, protection, attributes });
    return id;
  };
  return { contact: await add('contact'), computer: await add('computer') };
}

/** Gives the store and the portal long names, too, and puts a person into the administrators' group. */
async function makeAdministrator(root: ApiClient, storeId: string, userId: string): Promise<void> {
  const expect200 = ({ status, body }: { status: number; body: unknown }) => {
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const role = (await root.get(`/stores/${storeId}/roles`)).body.items.find(
    ({ name }: any) => name === 'Administrator',
  );
  expect200(
    await root.post(
      `/stores/${storeId}/groups/${role.criteriaGroupId as string}/members`,
      { memberIds: [userId] },
      { headers: { prefer: 'wait=30' } },
    ),
  );
  const [portal] = (await root.get('/portals')).body.items;
  for (const [path, version, body] of [
    [`/portals/${portal.id as string}`, portal.version, { name: `<b>Portal</b>${'P'.repeat(50)}` }],
    [
      `/stores/${storeId}`,
      (await root.get(`/stores/${storeId}`)).body.version,
      { name: 'S'.repeat(64), historyViews: true },
    ],
  ] as const) {
    expect200(await root.patch(path, body, { headers: { 'if-match': `"${String(version)}"` } }));
  }
}

/** A group whose every text is one of the worst, owned by Ada. */
export const worstGroup = (world: World) => ({
  name: unbroken,
  displayName: unbroken,
  description: `${markup} ${'D'.repeat(200)}`,
  mail: `${'m'.repeat(60)}@${'d'.repeat(60)}.example.org`,
  securityType: 'semi-private',
  owner: world.ids.get('unbroken') ?? '',
  additionalOwners: ['markup', 'rightToLeft', 'punctuation'].map((login) => world.ids.get(login) ?? ''),
  members: [...world.ids].filter(([login]) => !login.startsWith('uwe')).map(([, id]) => id),
});
