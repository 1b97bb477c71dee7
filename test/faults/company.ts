/** A company whose Muster can be hurt, and the sentence that must hold after every fault: done once, told once. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { expect } from 'vitest';
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import { finalStates } from '../../workflows/contracts/requests.ts';
import { type ApiClient, withKey } from '../support/client.ts';
import { Corp } from '../support/corp.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { until } from '../support/ports.ts';
import { startSamba } from '../support/samba.ts';
import { OwnServers } from '../support/servers.ts';
import { Stack } from '../support/stack.ts';

interface Parts {
  readonly servers: OwnServers;
  readonly stack: Stack;
  readonly corp: Corp;
  /** Stands between Muster and the domain controller where the test asked for it. */
  readonly front: LdapFront | null;
  /** The test's own connections to Muster's database. */
  readonly database: pg.Pool;
  /** Holds the role Administrator. */
  readonly ada: ApiClient;
  readonly olga: ApiClient;
  readonly uwe: ApiClient;
  readonly ben: ApiClient;
  readonly eva: ApiClient;
}

export class Company implements AsyncDisposable, Parts {
  declare readonly servers: OwnServers;
  declare readonly stack: Stack;
  declare readonly corp: Corp;
  declare readonly front: LdapFront | null;
  declare readonly database: pg.Pool;
  declare readonly ada: ApiClient;
  declare readonly olga: ApiClient;
  declare readonly uwe: ApiClient;
  declare readonly ben: ApiClient;
  declare readonly eva: ApiClient;
  private readonly owned: AsyncDisposableStack;

  private constructor(parts: Parts, owned: AsyncDisposableStack) {
    Object.assign(this, parts);
    this.owned = owned;
  }

  /** Servers, API, worker, domain and sessions of its own. */
  static async start({
    withFront = false,
    settings = {},
  }: { withFront?: boolean; settings?: object } = {}): Promise<Company> {
    await using owned = new AsyncDisposableStack();
    const [servers, samba] = await Promise.all([
      OwnServers.start().then((started) => owned.use(started)),
      startSamba().then((started) => owned.use(started)),
    ]);
    const database = new pg.Pool({ connectionString: servers.databaseUrl, max: 4 });
    owned.defer(() => database.end());
    // PostgreSQL is stopped under them on purpose.
    database.on('error', () => undefined);
    const stack = owned.use(await Stack.create(servers));
    await stack.start('api', 'worker');
    const front = withFront
      ? owned.use(
          await startLdapFront({
            upstream: { address: samba.address, port: samba.port, host: samba.host, caPem: samba.caPem },
            certificate: await samba.authority.issue([samba.host]),
          }),
        )
      : null;
    const corp = await Corp.connect(stack, {
      samba,
      settings: {
        ...settings,
        ...(front === null
          ? {}
          : {
              domainControllers: [
                { host: samba.host, address: front.address, port: front.port, priority: 1 },
              ],
            }),
      },
    });
    const [ada, olga, uwe, ben, eva] = await Promise.all([
      corp.signIn('ada.admin'),
      corp.signIn('olga.owner'),
      corp.signIn('uwe.user'),
      corp.signIn('ben.biker'),
      corp.signIn('eva.extra'),
    ]);
    return new Company({ servers, stack, corp, front, database, ada, olga, uwe, ben, eva }, owned.move());
  }

  /** Sends a portal action and does not wait for it. @returns the request's id */
  async ask(
    client: ApiClient,
    path: string,
    body: unknown = {},
    key: string = randomUUID(),
  ): Promise<string> {
    const answer = await client.post(`/stores/${this.corp.storeId}${path}`, body, withKey(key));
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    return answer.body.requestId as string;
  }

  askForGroup(client: ApiClient, name: string, more: object = {}): Promise<string> {
    return this.ask(client, '/groups', { name, securityType: 'public', ...more });
  }

  /** A group as the ground a test stands on. @returns its id */
  group(name: string, more: object = {}): Promise<string> {
    return this.corp.createGroup(this.olga, { name, securityType: 'public', ...more });
  }

  /** Waits until a request has ended, however it does. */
  ended(requestId: string, timeoutMs = 90_000): Promise<any> {
    return this.ada.untilState(requestId, finalStates, timeoutMs);
  }

  /**
   * Each request succeeded; history tells each line of its plan exactly once and the chain verifies;
   * Temporal has one run of it, which is completed.
   * @returns the requests as the API shows them
   */
  async expectDoneOnce(requestIds: readonly string[], timeoutMs = 90_000): Promise<any[]> {
    const requests = await Promise.all(requestIds.map((id) => this.ended(id, timeoutMs)));
    const outcome = ({ action, id, state, problem, target }: any) => ({ action, id, state, problem, target });
    expect(requests.filter(({ state }) => state !== 'succeeded').map(outcome)).toEqual([]);
    for (const request of requests) await this.expectToldOnce(request);
    await this.expectWholeChain();
    await this.expectRuns(requestIds, 'COMPLETED');
    return requests;
  }

  private async expectToldOnce(request: any): Promise<void> {
    const { body } = await this.ada.get(`/history?requestId=${request.id}&limit=100`);
    const line = (entry: any) =>
      [entry.operation, entry.attribute, entry.old, entry.new].map((part) => part ?? '-').join(' ');
    const told = body.items.map(line).sort();
    const planned = request.plan.items.filter((item: any) => item.skippedReason === null);
    expect(told, `${request.action} ${request.id}`).toEqual(planned.map(line).sort());
    const creations = body.items.filter((entry: any) => entry.operation === 'create');
    expect(creations).toHaveLength(request.action === 'createGroup' ? 1 : 0);
    if (/^(join|leave)Group$/.test(request.action)) expect(told).toHaveLength(1);
  }

  async expectWholeChain(): Promise<void> {
    const { body } = await this.ada.get(`/stores/${this.corp.storeId}/history/verification`);
    expect(body).toMatchObject({ ok: true, brokenAt: null });
  }

  /** Each request has exactly one run in Temporal, ever, and it stands so. */
  async expectRuns(requestIds: readonly string[], status: 'COMPLETED'): Promise<void> {
    const connection = await Connection.connect({ address: this.servers.temporalAddress });
    try {
      const client = new Client({ connection, namespace: this.servers.namespace });
      for (const id of requestIds) {
        const workflowId = requestWorkflowId(id);
        // The record is written by the workflow's last task but one.
        await until(`${workflowId} to be closed`, 20_000, async () => {
          const { status: now } = await client.workflow.getHandle(workflowId).describe();
          return now.name !== 'RUNNING';
        });
        const runs: string[] = [];
        for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
          runs.push(run.status.name);
        expect(runs, workflowId).toEqual([status]);
      }
    } finally {
      await connection.close();
    }
  }

  /**
   * Holds back every record: history is appended under the lock of the store's head, which exists
   * once something was recorded.
   * @returns lets them go on; calling it again does nothing
   */
  async holdRecords(): Promise<() => Promise<void>> {
    const client = await this.database.connect();
    // PostgreSQL is stopped under it on purpose; the lock goes with it.
    client.on('error', () => undefined);
    await client.query('begin');
    const { rowCount } = await client.query('select from history_heads where store_id = $1 for update', [
      this.corp.storeId,
    ]);
    expect(rowCount).toBe(1);
    let held = true;
    return async () => {
      if (!held) return;
      held = false;
      await client.query('rollback').catch(() => undefined);
      client.release(true);
    };
  }

  /** Waits until so many record steps stand at the lock: applied, not yet recorded. */
  async untilHeld(count: number): Promise<void> {
    await until(`${count} changes to wait at the record step`, 30_000, async () => {
      const { rows } = await this.database.query(
        `select count(*)::int as waiting from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%history_heads%'`,
      );
      return rows[0].waiting >= count;
    });
  }

  /** SIGKILL; the next `startWorker` is another process. */
  async killWorker(): Promise<void> {
    await this.stack.stop('worker', 'SIGKILL');
  }

  /** Waits until this very worker serves: the engine lists dead ones for a while. */
  async startWorker(): Promise<void> {
    const before = await this.workersReady();
    await this.stack.start('worker');
    await until('the worker to serve', 60_000, async () => (await this.workersReady()) > before);
  }

  private async workersReady(): Promise<number> {
    const log = await readFile(join(this.stack.home, 'worker.log'), 'utf8');
    return log.split('worker ready').length - 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.owned.disposeAsync();
  }
}
