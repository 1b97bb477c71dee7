/** The first slice, whole: a person asks, an owner approves, a real domain controller holds the member. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../support/client.ts';
import { Corp } from '../support/corp.ts';
import { sambaMissing } from '../support/samba.ts';
import { OwnServers } from '../support/servers.ts';
import { Stack } from '../support/stack.ts';

const run = promisify(execFile);

describe.skipIf(sambaMissing !== undefined)(
  `portal actions on Active Directory${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 60_000 },
  () => {
    let servers: OwnServers;
    let stack: Stack;
    let corp: Corp;
    let olga: ApiClient;
    let uwe: ApiClient;
    beforeAll(async () => {
      servers = await OwnServers.start();
      stack = await Stack.create(servers);
      await stack.start('api', 'worker');
      corp = await Corp.connect(stack);
      [olga, uwe] = await Promise.all([corp.signIn('olga.owner'), corp.signIn('uwe.user')]);
    }, 180_000);
    afterAll(async () => {
      await corp[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    }, 60_000);

    test('[groups 4.1] [access-and-approvals Q1] joining a semi-private group: asked, approved, written, recorded', async () => {
      const groupId = await corp.createGroup(olga, { name: 'Rowing club', securityType: 'semi-private' });
      expect(await corp.membersOf('Rowing club')).toEqual(['olga.owner']);

      const asked = await uwe.post(
        `/stores/${corp.storeId}/groups/${groupId}/join`,
        { reason: 'I row' },
        { headers: { prefer: 'wait=20' } },
      );
      expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
      const { requestId } = asked.body;
      expect(await corp.membersOf('Rowing club')).toEqual(['olga.owner']);

      const inbox = await olga.get('/requests?scope=inbox&state=pending');
      expect(inbox.body.items.map((item: any) => item.id)).toContain(requestId);
      const seen = await olga.get(`/requests/${requestId}`);
      expect(seen.body).toMatchObject({
        reason: 'I row',
        mayDecide: true,
        plan: {
          items: [
            {
              operation: 'addValue',
              attribute: 'member',
              old: null,
              new: corp.id('uwe.user'),
              valueName: 'uwe.user',
            },
          ],
        },
      });

      expect((await olga.post(`/requests/${requestId}/approve`, { comment: 'Welcome' })).status).toBe(200);
      await uwe.untilState(requestId, ['succeeded']);
      expect(await corp.membersOf('Rowing club')).toEqual(['olga.owner', 'uwe.user']);

      const history = await corp.historyOf(requestId);
      expect(history).toHaveLength(1);
      expect(history[0]).toMatchObject({
        action: 'joinGroup',
        operation: 'addValue',
        attribute: 'member',
        new: corp.id('uwe.user'),
      });
      expect(JSON.stringify(history[0])).toContain('uwe.user');

      const { stdout } = await run(servers.temporalCli, [
        'workflow',
        'describe',
        '-w',
        `request:${requestId}`,
        '--address',
        servers.temporalAddress,
        '-n',
        servers.namespace,
        '-o',
        'json',
      ]);
      const described = JSON.parse(stdout);
      expect(described.workflowExecutionInfo).toMatchObject({
        type: { name: 'joinGroup' },
        status: 'WORKFLOW_EXECUTION_STATUS_COMPLETED',
      });
    });
  },
);
