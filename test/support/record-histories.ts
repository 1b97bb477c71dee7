/**
 * Records the histories of the replay gate: runs every workflow on real servers and writes what is
 * missing under test/replay/histories, decoded. `node test/support/record-histories.ts`
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { METADATA_ENCODING_KEY, type Payload } from '@temporalio/common';
import pg from 'pg';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Client, Connection } from '@temporalio/client';
import { loadKeyRing } from '../../activities/platform/keyring.ts';
import { EncryptionCodec } from '../../activities/platform/temporal/codec.ts';
import { dataConverterOf } from '../../activities/platform/temporal/connect.ts';
import {
  approvalWorkflowId,
  dutyScanWorkflowId,
  exportWorkflowId,
  lostCriteriaWorkflowId,
  membershipWorkflowId,
  notifyWorkflowId,
  replicateWorkflowId,
  requestWorkflowId,
  webhookWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { replicationWorkflowOf } from '../../workflows/contracts/replication.ts';
import {
  climbingHistory,
  expiredBesideHistories,
  handedOverHistory,
  type History,
  remindedHistory,
  reroutedClimbHistory,
} from './record-skipping.ts';
import type { ApiClient } from './client.ts';
import { Corp, valuesIn } from './corp.ts';
import { OwnServers } from './servers.ts';
import { until } from './ports.ts';
import { startReceiver } from './webhook-receiver.ts';
import { startMailServer } from './smtp.ts';
import { Stack } from './stack.ts';

const folder = join(import.meta.dirname, '../replay/histories');

await using servers = await OwnServers.start();
await using stack = await Stack.create(servers);
await stack.start('api', 'worker');
await using corp = await Corp.connect(stack);
const keyRing = await loadKeyRing(join(stack.home, 'keys.json'));
const client = new Client({
  connection: await Connection.connect({ address: servers.temporalAddress }),
  namespace: servers.namespace,
  dataConverter: dataConverterOf(keyRing),
});
const codec = new EncryptionCodec(keyRing);

const [olga, uwe, ada] = await Promise.all([
  corp.signIn('olga.owner'),
  corp.signIn('uwe.user'),
  corp.signIn('ada.admin'),
]);
const groups = `/stores/${corp.storeId}/groups`;

/** Posts an action and waits until it has ended or waits for approval. */
async function act(
  who: ApiClient,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<string> {
  const answer = await who.send(method, path, {
    headers: { prefer: 'wait=30' },
    ...(body === undefined ? {} : { body }),
  });
  const id = (answer.body.requestId ?? '') as string;
  if (id === '') throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return id;
}

async function record(workflow: string, name: string, workflowId: string): Promise<void> {
  await write(workflow, name, async () => {
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    await decode(history);
    return history;
  });
}

async function write(workflow: string, name: string, read: () => Promise<History>): Promise<void> {
  const file = join(folder, workflow, `${name}.json`);
  if (existsSync(file)) return;
  const history = await read();
  await mkdir(join(folder, workflow), { recursive: true });
  await writeFile(file, `${JSON.stringify(JSON.parse(historyToJSON(history)), null, 1)}\n`);
  console.log(`recorded ${workflow}/${name}`);
}

/** Replaces every encrypted payload in place, however deep it lies. */
async function decode(node: unknown): Promise<void> {
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return;
  for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
    if (isPayload(value)) {
      const [plain] = await codec.decode([value]);
      (node as Record<string, unknown>)[key] = plain;
    } else await decode(value);
  }
}

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && METADATA_ENCODING_KEY in ((value as Payload).metadata ?? {});

const groupId = await corp.createGroup(olga, {
  name: 'Recorded',
  securityType: 'semi-private',
  description: 'one',
});
const [created] = (await olga.get('/requests?scope=mine')).body.items as { id: string }[];
await record('createGroup', 'created', requestWorkflowId(created?.id ?? ''));
await record('createGroup', 'dry-run', await dryRun());
await record(
  'createGroup',
  'refused',
  requestWorkflowId(await act(olga, 'POST', groups, { name: 'Recorded' })),
);
const updated = await act(olga, 'PATCH', `${groups}/${groupId}`, { description: 'two' });
await record('updateGroup', 'updated', requestWorkflowId(updated));
await record(
  'undoChange',
  'undone',
  requestWorkflowId(await act(olga, 'POST', `/requests/${updated}/undo`, {})),
);
const members = { memberIds: [corp.id('ben.biker'), corp.id('eva.extra')] };
await record(
  'addMembers',
  'added',
  requestWorkflowId(await act(olga, 'POST', `${groups}/${groupId}/members`, members)),
);
await record(
  'removeMembers',
  'removed',
  requestWorkflowId(await act(olga, 'POST', `${groups}/${groupId}/members/remove`, members)),
);
await record(
  'removeMembers',
  'nothing-to-do',
  requestWorkflowId(await act(olga, 'POST', `${groups}/${groupId}/members/remove`, members)),
);

// Members who are out again after some seconds.
const bounded = await act(olga, 'POST', `${groups}/${groupId}/members`, {
  ...members,
  until: new Date(Date.now() + 5_000).toISOString(),
});
const tended = client.workflow.getHandle(membershipWorkflowId(bounded));
await until('the end to be waited for', 10_000, () =>
  tended.describe().then(
    () => true,
    () => false,
  ),
);
await client.workflow.getHandle(requestWorkflowId(bounded)).result();
await record('addMembers', 'bounded', requestWorkflowId(bounded));
await client.workflow.getHandle(membershipWorkflowId(bounded)).result();
await record('membershipEnd', 'ended', membershipWorkflowId(bounded));
const ended = (await ada.get(`/history?storeId=${corp.storeId}&limit=1`)).body.items as {
  requestId: string;
}[];
await record('endMemberships', 'ended', requestWorkflowId(ended[0]?.requestId ?? ''));

await using receiver = await startReceiver();
const hook = await ada.post(`/stores/${corp.storeId}/webhooks`, {
  name: 'Recorded',
  url: receiver.url,
  events: ['request.created'],
});
// The first answer is no success, so the message is sent once more.
receiver.answers.push(503);
const test = await ada.post(`/stores/${corp.storeId}/webhooks/${hook.body.id as string}/test`);
const sent = webhookWorkflowId(test.body.id as string, 1);
await client.workflow.getHandle(sent).result();
await record('deliverWebhook', 'delivered', sent);

const denied = await act(uwe, 'POST', `${groups}/${groupId}/join`, {});
await olga.post(`/requests/${denied}/deny`, { reason: 'No' });
await uwe.untilState(denied, ['denied']);
await record('joinGroup', 'denied', requestWorkflowId(denied));
await record('approval', 'denied', approvalWorkflowId(denied, 1));
const withdrawn = await act(uwe, 'POST', `${groups}/${groupId}/join`, {});
await uwe.post(`/requests/${withdrawn}/withdraw`, {});
await uwe.untilState(withdrawn, ['cancelled']);
await record('joinGroup', 'withdrawn', requestWorkflowId(withdrawn));
await record('approval', 'withdrawn', approvalWorkflowId(withdrawn, 1));

await using smtp = await startMailServer();
await ada.put(`/stores/${corp.storeId}/mail`, {
  host: '127.0.0.1',
  port: smtp.port,
  tls: false,
  fromAddress: 'muster@corp.example.test',
});
const approved = await act(uwe, 'POST', `${groups}/${groupId}/join`, {});
await olga.post(`/requests/${approved}/approve`, {});
await uwe.untilState(approved, ['succeeded']);
await record('joinGroup', 'approved', requestWorkflowId(approved));
// The same path since an approval ends withdrawal; the older history stays, for runs that began before.
await record('joinGroup', 'approved-for-good', requestWorkflowId(approved));
await record('approval', 'approved', approvalWorkflowId(approved, 1));
// It begins right after the request is seen to have succeeded.
const told = client.workflow.getHandle(notifyWorkflowId(approved, 'outcome'));
await until('the mails', 10_000, () =>
  told.describe().then(
    () => true,
    () => false,
  ),
);
await told.result();
await record('notify', 'sent', notifyWorkflowId(approved, 'outcome'));
const leaving = await act(olga, 'POST', `${groups}/${groupId}/leave`, {});
await record('leaveGroup', 'left', requestWorkflowId(leaving));

// A save of which a part waits, and a part that two people agree to side by side.
const named = (name: string) => ({ kind: 'object', id: corp.id(name) });
await ada.post(`/stores/${corp.storeId}/workflows`, {
  name: 'Descriptions',
  objects: ['group'],
  event: 'edit',
  fields: ['description'],
  approvers: [named('ben.biker'), named('eva.extra')],
  mode: 'all',
});
const split = await act(olga, 'PATCH', `${groups}/${groupId}`, {
  description: 'three',
  displayName: 'Split',
});
await record('updateGroup', 'split', requestWorkflowId(split));
const [part] = (await olga.get(`/requests/${split}`)).body.parts as { id: string }[];
const held = part?.id ?? '';
await olga.untilState(held, ['pending']);
for (const name of ['ben.biker', 'eva.extra'] as const) {
  const approver = await corp.signIn(name);
  await until('the step to be open', 10_000, async () => {
    const answer = await approver.get(`/requests/${held}`);
    return answer.body.mayDecide === true;
  });
  await approver.post(`/requests/${held}/approve`, {});
}
await olga.untilState(held, ['succeeded']);
await record('updateGroup', 'part-of-all', requestWorkflowId(held));
await record('approval', 'side-by-side', approvalWorkflowId(held, 2));

// Another one is asked instead, who agrees.
const rerouted = await act(uwe, 'POST', `${groups}/${groupId}/leave`, {});
await ada.post(`/requests/${rerouted}/reroute`, { to: 'person', personId: corp.id('ben.biker') });
const ben = await corp.signIn('ben.biker');
await ben.post(`/requests/${rerouted}/approve`, {});
await uwe.untilState(rerouted, ['succeeded']);
await record('approval', 'rerouted', approvalWorkflowId(rerouted, 1));

// Time is up at the second of two steps: the first one was opened a day ago, but for a few seconds.
const settings = `/stores/${corp.storeId}/workflow-settings`;
const { version, ...kept } = (await ada.get(settings)).body as Record<string, unknown>;
await ada.send('PUT', settings, {
  body: { ...kept, expiryDays: 1, reminderDays: 1 },
  headers: { 'if-match': `"${String(version)}"` },
});
await ada.post(`/stores/${corp.storeId}/workflows`, {
  name: 'Mail addresses',
  objects: ['group'],
  event: 'edit',
  fields: ['mail'],
  approvers: [named('ben.biker'), named('eva.extra')],
  mode: 'sequence',
});
const waits = await act(olga, 'PATCH', `${groups}/${groupId}`, { mail: 'recorded@corp.example.test' });
await olga.untilState(waits, ['pending']);
const query = async (text: string, values: readonly unknown[]): Promise<void> => {
  const database = new pg.Client({ connectionString: servers.databaseUrl });
  await database.connect();
  await database.query(text, [...values]);
  await database.end();
};
await query(
  "update approvals set opened_at = now() - interval '1 day' + interval '4 seconds' where request_id = $1 and step = 1",
  [waits],
);
await ben.post(`/requests/${waits}/approve`, {});
await olga.untilState(waits, ['expired']);
await record('updateGroup', 'expired', requestWorkflowId(waits));
await record('approval', 'expired', approvalWorkflowId(waits, 2));
await write('approval', 'climbed', climbingHistory);
await write('approval', 'reminded', remindedHistory);
await write('approval', 'handed-over', handedOverHistory);
await write('approval', 'rerouted-and-climbed', reroutedClimbHistory);
if (!existsSync(join(folder, 'updateGroup', 'expired-beside.json'))) {
  const { request, expired, closed } = await expiredBesideHistories();
  await write('updateGroup', 'expired-beside', () => Promise.resolve(request));
  await write('approval', 'expired-beside', () => Promise.resolve(expired));
  await write('approval', 'closed-by-expiry', () => Promise.resolve(closed));
}

// One after the other agree, and it is done.
const inTurn = await act(olga, 'PATCH', `${groups}/${groupId}`, { mail: 'in-turn@corp.example.test' });
for (const name of ['ben.biker', 'eva.extra'] as const) {
  const approver = await corp.signIn(name);
  await until('the turn', 10_000, async () => {
    const answer = await approver.get(`/requests/${inTurn}`);
    return answer.body.mayDecide === true;
  });
  await approver.post(`/requests/${inTurn}/approve`, {});
}
await olga.untilState(inTurn, ['succeeded']);
await record('updateGroup', 'sequence', requestWorkflowId(inTurn));

// One of two side by side says no: the other one is not asked any more.
const refused = await act(olga, 'PATCH', `${groups}/${groupId}`, { description: 'four' });
await olga.untilState(refused, ['pending']);
await until('both steps', 10_000, async () => {
  const { approvals } = (await olga.get(`/requests/${refused}`)).body as { approvals: { state: string }[] };
  return approvals.every(({ state }) => state === 'open');
});
await ben.post(`/requests/${refused}/deny`, { reason: 'No' });
await olga.untilState(refused, ['denied']);
await record('updateGroup', 'denied-beside', requestWorkflowId(refused));
await record('approval', 'denied-beside', approvalWorkflowId(refused, 1));
await record('approval', 'closed-by-denial', approvalWorkflowId(refused, 2));

// Nobody owns it, so it waits for an administrator.
const ownerless = await corp.createGroup(olga, {
  name: 'Ownerless',
  securityType: 'semi-private',
  owner: null,
  members: [],
});
const waiting = await act(uwe, 'POST', `${groups}/${ownerless}/join`, {});
await ada.post(`/requests/${waiting}/approve`, {});
await uwe.untilState(waiting, ['succeeded']);
await record('joinGroup', 'held', requestWorkflowId(waiting));
await record('approval', 'held', approvalWorkflowId(waiting, 1));

// Done without approval, and told a week later.
const roles = (await ada.get(`/stores/${corp.storeId}/roles`)).body.items as { id: string; name: string }[];
const administrator = roles.find(({ name }) => name === 'Administrator');
await ada.patch(`/stores/${corp.storeId}/roles/${administrator?.id ?? ''}`, {
  policies: { breakGlass: { enabled: true } },
});
const emergency = await corp.signIn('ada.admin');
const looked = await emergency.post(`${groups}/${groupId}/join?dryRun=true`, {});
const forced = await act(emergency, 'POST', `/requests/${looked.body.dryRunId as string}/break-glass`, {
  reason: 'Recorded without asking anybody',
});
await ada.untilState(forced, ['succeeded']);
await record('joinGroup', 'break-glass', requestWorkflowId(forced));
await query("update requests set created_at = now() - interval '7 days' where id = $1", [forced]);
await client.workflow.execute('reportBreakGlass', {
  workflowId: 'break-glass-report-due',
  taskQueue: workflowQueue,
  args: [],
});
await record('reportBreakGlass', 'told', 'break-glass-report-due');

for (const run of ['objects', 'deleted', 'restore'] as const) {
  const workflow = replicationWorkflowOf[run];
  const workflowId = replicateWorkflowId(corp.storeId, run);
  const args = [{ storeId: corp.storeId, actorId: null }];
  await client.workflow.execute(workflow, { workflowId, taskQueue: workflowQueue, args });
  await record(workflow, 'whole', workflowId);
}
const due = { storeId: corp.storeId, run: 'objects' };
await client.workflow.execute('replicationDue', {
  workflowId: 'replication-due',
  taskQueue: workflowQueue,
  args: [due],
});
await record('replicationDue', 'started', 'replication-due');

await ada.post('/duty-scan');
await client.workflow.getHandle(dutyScanWorkflowId).result();
await record('scanDuties', 'scanned', dutyScanWorkflowId);

const exported = await ada.post('/exports', { format: 'xlsx', search: { text: 'recorded' } });
const written = exportWorkflowId(exported.body.id as string);
await client.workflow.getHandle(written).result();
await record('exportSearch', 'written', written);
await record('deleteGroup', 'deleted', requestWorkflowId(await act(olga, 'DELETE', `${groups}/${groupId}`)));

// A role whose group is deleted through Muster, and one whose group goes natively.
const gate = await corp.createGroup(olga, { name: 'Recorded gate' });
const door = await corp.createGroup(olga, { name: 'Recorded door' });
for (const [priority, criteriaGroupId] of [gate, door].entries()) {
  const body = { name: `Recorded ${String(priority)}`, priority: 80 + priority, criteriaGroupId };
  await ada.post(`/stores/${corp.storeId}/roles`, body);
}
const lost = await act(olga, 'DELETE', `${groups}/${gate}`);
await client.workflow.getHandle(requestWorkflowId(lost)).result();
await record('deleteGroup', 'role-lost', requestWorkflowId(lost));
await client.workflow.getHandle(lostCriteriaWorkflowId(corp.storeId)).result();
await record('alertLostCriteria', 'told', lostCriteriaWorkflowId(corp.storeId));
const [doorDn = ''] = valuesIn(await corp.samba.ldapsearch('(cn=Recorded door)', 'cn'), 'dn');
await corp.samba.ldbModify(`dn: ${doorDn}\nchangetype: delete\n`);
const objects = replicateWorkflowId(corp.storeId, 'objects');
await client.workflow.execute('replicateObjects', {
  workflowId: objects,
  taskQueue: workflowQueue,
  args: [{ storeId: corp.storeId, actorId: null }],
});
await record('replicateObjects', 'role-lost', objects);

async function dryRun(): Promise<string> {
  await olga.post(`${groups}?dryRun=true`, { name: 'Never made' });
  for await (const run of client.workflow.list({ query: "WorkflowType = 'createGroup'" })) {
    const { events } = await client.workflow.getHandle(run.workflowId).fetchHistory();
    const done = events?.filter((event) => Boolean(event.activityTaskScheduledEventAttributes)).length;
    if (done === 1) return run.workflowId;
  }
  throw new Error('The dry run left no workflow.');
}
