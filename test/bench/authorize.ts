/**
 * What rights cost: decisions about a person in 500 nested groups, and what a search policy adds to a search.
 *
 *   npm run measure authorize                 1,000,000 objects
 *   OBJECTS=100000 npm run measure authorize
 *
 * Aim (issue 6): a policy adds less than 30 % to the p95 of a search. A decision takes microseconds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorize } from '../../activities/platform/authorize.ts';
import { judgeRoles, rightsOf, type RoleFacts } from '../../activities/platform/role-rights.ts';
import { stopAll } from '../../scripts/lib/processes.mjs';
import { startTestPostgres } from '../../scripts/lib/test-servers.mjs';
import { portalClient } from '../../workflows/contracts/clients.ts';
import { adminLogin, ApiTest, type Client, password, userLogin } from '../support/api.ts';
import { seedCompany } from './search-seed.ts';
import { percentile, timed } from './statistics.ts';

const objects = Number(process.env.OBJECTS ?? 1_000_000);
const runs = Number(process.env.RUNS ?? 200);
const decisions = 10_000;
const aim = 1.3;

decide();
const missed = await search();
process.exitCode = missed > 0 ? 1 : 0;

/** 100 roles by group, container and client; the person holds the last of them and 500 groups. */
function decide(): void {
  const groups = new Set(Array.from({ length: 500 }, (_, at) => `group-${at}`));
  const client = portalClient('portal-1');
  const roles = Array.from({ length: 99 }, (_, at): RoleFacts => ({
    id: `role-${at}`,
    name: `Role ${at}`,
    enabled: at % 10 !== 0,
    priority: at + 1,
    criteriaGroupId: at % 3 === 0 ? null : at < 90 ? `other-${at}` : `group-${at}`,
    criteriaContainerId: at % 3 === 0 ? `container-${at}` : null,
    clients: { join: 'or', rows: [{ field: 'clientType', operator: 'is', value: 'portal' }] },
    permissions: ['Manage My Groups'],
    policies: { search: { containerId: `container-${at}`, filter: null } },
  }));
  const holder = { groups, containers: new Set(['container-96']) };
  const rights = rightsOf(roles, holder, client);
  if (rights === null) throw new Error('The bench has no role.');
  const actor = { id: 'me', groups, permissions: rights.permissions };
  const ownerIds = Array.from({ length: 20 }, (_, at) => (at === 19 ? 'group-499' : `else-${at}`));
  const all: [name: string, decide: (at: number) => unknown][] = [
    [
      'may I manage this group',
      () => authorize({ actor, action: 'manage', group: { ownerIds, securityType: 'private' } }),
    ],
    ['which role is mine, of 99', () => rightsOf(roles, holder, client)],
    ['why have the others lost', () => judgeRoles(roles, holder, client)],
  ];
  console.log(`${decisions.toLocaleString('en')} decisions about a person in ${groups.size} groups`);
  for (const [name, one] of all) {
    for (let at = 0; at < decisions; at += 1) one(at);
    const start = performance.now();
    for (let at = 0; at < decisions; at += 1) one(at);
    const tookMs = performance.now() - start;
    console.log(
      `  ${name.padEnd(28)} ${tookMs.toFixed(0).padStart(6)} ms   ${((tookMs * 1000) / decisions).toFixed(1)} µs each`,
    );
  }
}

/**
 * The same searches without a policy and under several, turn by turn, so that a busy machine is busy for both: the
 * person signs in by two clients, and another role holds them by each.
 */
async function search(): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'muster-authorize-'));
  process.env.TEST_DATABASE_URL ??= await startTestPostgres(home);
  let over = 0;
  {
    await using test = await ApiTest.start();
    const { storeId } = test.home;
    await seedCompany(test.databaseUrl, storeId, objects);
    const admin = await test.signedIn(adminLogin);
    const path = `/stores/${storeId}/roles`;
    const by = (type: string) => ({
      clients: { join: 'and', rows: [{ field: 'clientType', operator: 'is', value: type }] },
    });
    const roles = (await admin.get(path)).body.items as { id: string; name: string }[];
    const everybody = roles.find(({ name }) => name === 'User')?.id ?? '';
    await admin.send('PATCH', `${path}/${everybody}`, by('api'));
    const made = await admin.post(path, {
      name: 'Narrow',
      priority: 30,
      criteriaGroupId: null,
      ...by('command-line'),
    });
    const signIn = async (client: string): Promise<Client> => {
      const one = test.client();
      const body = { storeId, loginName: userLogin, password, client };
      const answer = await one.post('/session', body);
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return one;
    };
    const [free, narrow] = [await signIn('api'), await signIn('command-line')];
    const compare = (attribute: string, how: string, value: string) => ({
      op: 'compare',
      attribute,
      test: how,
      value,
    });
    const policies: [name: string, search: { containerId: string | null; filter: unknown }][] = [
      ['one container (1/10)', { containerId: 'People/Berlin', filter: null }],
      ['one filter (1/16)', { containerId: null, filter: compare('title', 'equals', 'Engineer') }],
      [
        'container and filter',
        { containerId: 'People/Berlin', filter: compare('title', 'equals', 'Engineer') },
      ],
      ['nearly everything', { containerId: 'People', filter: null }],
    ];
    const query = (values: Record<string, string>) => `/search?${new URLSearchParams(values).toString()}`;
    const searches: [name: string, path: string][] = [
      ['one word', query({ text: 'anneliese' })],
      ['two letters', query({ text: 'ma' })],
      ['nobody', query({ text: 'qqqzzz' })],
      [
        'a filter',
        query({ kinds: 'user', filter: JSON.stringify(compare('title', 'contains', 'engineer')) }),
      ],
      ['people, first page', '/lists/users'],
      ['words in a list', '/lists/users?search=zimorsen'],
    ];
    console.log(
      `\n${objects.toLocaleString('en')} objects, ${runs} runs of each in turn, ms without and with the policy`,
    );
    for (const [policy, wanted] of policies) {
      const changed = await admin.send('PATCH', `${path}/${made.body.id as string}`, {
        policies: { search: wanted },
      });
      if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
      test.advance(61_000);
      console.log(`  ${policy.padEnd(22)}    p50              p95              ratio at p95`);
      for (const [name, address] of searches) {
        const ask = async (who: Client): Promise<number> => {
          const [took = 0] = await timed(1, 1, async () => {
            const answer = await who.get(address);
            if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
          });
          return took;
        };
        const without: number[] = [];
        const under: number[] = [];
        for (let at = -5; at < runs; at += 1) {
          const [plain, held] = [await ask(free), await ask(narrow)];
          if (at < 0) continue;
          without.push(plain);
          under.push(held);
        }
        const pair = (p: number) =>
          [without, under].map((times) => percentile(times, p).toFixed(1).padStart(8)).join('');
        const ratio = percentile(under, 95) / percentile(without, 95);
        if (ratio > aim) over += 1;
        console.log(
          `    ${name.padEnd(20)}${pair(50)} ${pair(95)}   ${ratio.toFixed(2)}${ratio > aim ? '  over the aim' : ''}`,
        );
      }
    }
  }
  await stopAll();
  await rm(home, { recursive: true, force: true });
  return over;
}
