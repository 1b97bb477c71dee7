/**
 * What a portal action costs: (a) a bare workflow with one no-op activity, (b) a raw ldapts `member`
 * modify, (c) Muster's join from POST to recorded; all in one run, on the same servers.
 *
 * Prints c / (a + b), the time until a click is durably accepted, and where the time goes, hop by hop.
 */
import { randomUUID } from 'node:crypto';
import { Attribute, Change, Client as LdapClient } from 'ldapts';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { ApiClient } from '../support/client.ts';
import { Corp, password } from '../support/corp.ts';
import { sambaMissing, startSamba } from '../support/samba.ts';
import { OwnServers } from '../support/servers.ts';
import { Stack } from '../support/stack.ts';
import { percentile, summary, timed } from './statistics.ts';

const runs = 60;
const joiners = 32;

if (sambaMissing !== undefined) {
  console.log(`portal-action: skipped, ${sambaMissing}`);
  process.exit(0);
}

await using servers = await OwnServers.start();
await using stack = await Stack.create(servers);
await stack.start('api', 'worker');
const samba = await startSamba();
const names = Array.from({ length: joiners }, (_, index) => `bench.user${index}`);
const dns = await samba.seedUsers(names.map((name) => ({ name, password })));
await using corp = await Corp.connect(stack, { samba });
const olga = await corp.signIn('olga.owner');

console.log(`one run, ${runs} actions each, on ${process.version}\n`);
for (const inFlight of [1, 16]) {
  const a = await bareWorkflow(inFlight);
  const b = await rawModify(inFlight);
  const c = await join(inFlight);
  const p50 = (values: readonly number[]) => percentile(values, 50);
  console.log(`concurrency ${inFlight}`);
  console.log(`  a  bare workflow, one no-op activity   ${summary(a)}`);
  console.log(`  b  raw ldapts member modify            ${summary(b)}`);
  console.log(`  c  join, POST to recorded              ${summary(c.recorded)}`);
  console.log(`     click durably accepted              ${summary(c.accepted)}`);
  console.log(`  ratio c / (a + b) at p50               ${(p50(c.recorded) / (p50(a) + p50(b))).toFixed(2)}`);
  console.log(
    `  hops (p50 ms): ${c.hops.map(({ name, ms }) => `${name} ${p50(ms).toFixed(0)}`).join(' | ')}\n`,
  );
}

async function bareWorkflow(inFlight: number): Promise<number[]> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const taskQueue = 'bench-bare-workflows';
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  const bundle = await bundleWorkflowCode({
    workflowsPath: new URL('./workflows/bare.ts', import.meta.url).pathname,
    logger: new DefaultLogger('ERROR'),
  });
  const common = { connection, namespace: servers.namespace };
  const workflows = await Worker.create({ ...common, taskQueue, workflowBundle: bundle });
  const activities = await Worker.create({
    ...common,
    taskQueue: 'bench-bare-activities',
    activities: { noop: () => Promise.resolve() },
  });
  const client = new Client({
    connection: await Connection.connect({ address: servers.temporalAddress }),
    namespace: servers.namespace,
  });
  const call = async () => {
    await client.workflow.execute('bare', { taskQueue, workflowId: randomUUID() });
  };
  const running = activities.run();
  const times = await workflows.runUntil(async () => {
    await timed(10, inFlight, call);
    return timed(runs, inFlight, call);
  });
  activities.shutdown();
  await running;
  await connection.close();
  return times;
}

async function rawModify(inFlight: number): Promise<number[]> {
  const name = `bench raw ${inFlight}`;
  const [group] = await samba.seedGroups([{ name }]);
  const client = new LdapClient({
    url: `ldaps://${samba.address}:${samba.port}`,
    tlsOptions: { ca: samba.caPem, servername: samba.host },
  });
  await client.bind(samba.adminUpn, samba.adminPassword);
  const change = async (index: number) => {
    // One lane per person, so that each modify really changes something.
    const lane = index % joiners;
    const operation = Math.floor(index / joiners) % 2 === 0 ? 'add' : 'delete';
    await client.modify(
      group ?? '',
      new Change({ operation, modification: new Attribute({ type: 'member', values: [dns[lane] ?? ''] }) }),
    );
  };
  const times = await timed(runs, inFlight, change);
  await client.unbind();
  return times;
}

async function join(inFlight: number) {
  const clients = await Promise.all(
    names.map((name) => ApiClient.signIn(stack.base, corp.storeId, name, password)),
  );
  const groups: string[] = [];
  for (let index = 0; index * joiners < runs + joiners; index += 1) {
    groups.push(
      await corp.createGroup(olga, { name: `bench join ${inFlight} ${index}`, securityType: 'public' }),
    );
  }
  const accepted: number[] = [];
  const requests: string[] = [];
  const act = async (index: number) => {
    const client = clients[index % joiners];
    const group = groups[Math.floor(index / joiners)];
    if (client === undefined) throw new Error('No client.');
    const path = `/stores/${corp.storeId}/groups/${group ?? ''}/join`;
    const answer = await client.post(path, {}, { headers: { prefer: 'wait=30' } });
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    requests.push(answer.body.requestId as string);
  };
  await timed(joiners, inFlight, act);
  requests.length = 0;
  const recorded = await timed(runs, inFlight, (index) => act(index + joiners));
  // Acceptance alone, without waiting for the outcome: leave the groups again.
  await timed(joiners, inFlight, async (index) => {
    const start = performance.now();
    const answer = await clients[index]?.post(`/stores/${corp.storeId}/groups/${groups[0] ?? ''}/leave`);
    accepted.push(performance.now() - start);
    if (answer?.status !== 202) throw new Error(`not accepted: ${String(answer?.status)}`);
  });
  return { recorded, accepted, hops: await hopsOf(clients, requests) };
}

/** Milliseconds between the steps of each request's timeline. */
async function hopsOf(clients: readonly ApiClient[], requests: readonly string[]) {
  const hops = new Map<string, number[]>();
  await Promise.all(
    requests.map(async (id) => {
      for (const client of clients) {
        const answer = await client.get(`/requests/${id}`);
        if (answer.status !== 200) continue;
        const timeline = answer.body.timeline as { kind: string; at: string }[];
        timeline.slice(1).forEach((event, index) => {
          const before = timeline[index];
          if (before === undefined) return;
          const name = `${before.kind} -> ${event.kind}`;
          hops.set(name, [...(hops.get(name) ?? []), Date.parse(event.at) - Date.parse(before.at)]);
        });
        return;
      }
    }),
  );
  return [...hops].map(([name, ms]) => ({ name, ms }));
}
