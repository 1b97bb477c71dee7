/**
 * The change pipeline and the approval step as workflows, on Temporal's time-skipping server. The
 * activities are stand-ins here, because what is under test is the order of things; the real ones
 * are tested with real servers in test/integration and test/faults.
 */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { Client, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import { failureConverterPath } from '../../activities/platform/temporal/connect.ts';
import {
  approvalWorkflowId,
  mailQueue,
  notifyWorkflowId,
  providerQueue,
  requestWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { decideUpdate, rerouteUpdate, withdrawUpdate } from '../../workflows/contracts/messages.ts';
import { type Chain, nextHop } from '../../activities/platform/approvals/climb.ts';
import type {
  AccelerationActivities,
  ActionArgs,
  ApprovalActivities,
  ChangeActivities,
  MailActivities,
  RecordActivities,
} from '../../workflows/contracts/ports.ts';
import type { ChangeOutcome } from '../../workflows/change/run-change.ts';
import { timeSkipping, timeSkippingSkipReason } from '../support/time-skipping.ts';

type World = ChangeActivities &
  AccelerationActivities &
  RecordActivities &
  ApprovalActivities &
  MailActivities;

const refuse = (type: string, message = type) => ApplicationFailure.nonRetryable(message, type);

describe.skipIf(timeSkippingSkipReason !== null)(
  `the pipeline${timeSkippingSkipReason === null ? '' : ` (${timeSkippingSkipReason})`}`,
  () => {
    let bundle: WorkflowBundleWithSourceMap;
    /** Each test has a server of its own: after a child was cancelled this server may skip no more time. */
    let environment: TestWorkflowEnvironment;
    /**
     * Time is skipped by `environment.sleep`. The environment's own client skips while it waits for a result,
     * which jumps over years where the server is handing over a cancellation at that moment.
     */
    let client: Client;
    beforeAll(async () => {
      Runtime.install({ logger: new DefaultLogger('ERROR') });
      bundle = await bundleWorkflows();
    }, 180_000);
    beforeEach(async () => {
      environment = await timeSkipping();
      client = new Client({
        connection: environment.connection,
        ...(environment.namespace === undefined ? {} : { namespace: environment.namespace }),
      });
    });
    afterEach(() => environment.teardown());

    /** Runs `act` beside workers whose activities are `world`; what is not given must not be called. */
    async function running<T>(world: Partial<World>, act: () => Promise<T>): Promise<T> {
      const unexpected = (name: string) => () =>
        Promise.reject(refuse('internal', `${name} was not expected`));
      const local = [
        'recordChange',
        'closeRequest',
        'hasBegunWriting',
        'openApproval',
        'recordDecision',
        'closeApproval',
        'remindApprovers',
        'expireApproval',
        'rerouteApproval',
      ] as const;
      const pick = (names: readonly (keyof World)[]) =>
        Object.fromEntries(names.map((name) => [name, world[name] ?? unexpected(name)]));
      const common = { connection: environment.nativeConnection, dataConverter: { failureConverterPath } };
      const workers = await Promise.all([
        Worker.create({
          ...common,
          taskQueue: workflowQueue,
          workflowBundle: bundle,
          activities: pick(local),
        }),
        Worker.create({
          ...common,
          taskQueue: providerQueue('local'),
          activities: pick(['planChange', 'applyChange', 'accelerateApproval', 'handOverApproval']),
        }),
        Worker.create({ ...common, taskQueue: mailQueue, activities: pick(['sendMails']) }),
      ]);
      const [first, ...others] = workers;
      const runs = others.map((worker) => worker.run());
      try {
        return await first.runUntil(act());
      } finally {
        for (const worker of others) worker.shutdown();
        await Promise.all(runs);
      }
    }

    async function start(action = 'joinGroup', dryRun = false) {
      const requestId = randomUUID();
      const handle = await client.workflow.start<(args: ActionArgs) => Promise<ChangeOutcome>>(action, {
        workflowId: requestWorkflowId(requestId),
        taskQueue: workflowQueue,
        args: [{ requestId, storeId: randomUUID(), storeKind: 'local', dryRun }],
      });
      return { requestId, handle };
    }

    const approvalOf = async (requestId: string, step = 1): Promise<WorkflowHandle> => {
      const handle = client.workflow.getHandle(approvalWorkflowId(requestId, step));
      for (;;) {
        const described = await handle.describe().catch(() => null);
        if (described !== null) return handle;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    const decideArgs = (decision: 'approve' | 'deny') => [{ decisionId: randomUUID(), decision }] as const;
    const planned = (approvals = 0): Pick<World, 'planChange'> => ({
      planChange: () =>
        Promise.resolve({
          outcome: 'planned' as const,
          approvals: Array.from({ length: approvals }, (_, index) => ({ step: index + 1, held: false })),
          mirrors: [],
        }),
    });
    const recorded: Pick<World, 'recordChange'> = { recordChange: () => Promise.resolve({ mails: 0 }) };
    const failureType = (error: unknown) =>
      error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure
        ? error.cause.type
        : error;

    test('plans, applies and records, in this order', async () => {
      const order: string[] = [];
      const note =
        <T>(name: string, value: T) =>
        () => {
          order.push(name);
          return Promise.resolve(value);
        };
      const outcome = await running(
        {
          planChange: note('plan', { outcome: 'planned' as const, approvals: [], mirrors: [] }),
          applyChange: note('apply', { outcome: 'applied' as const }),
          recordChange: note('record', { mails: 0 }),
        },
        async () => (await start()).handle.result(),
      );
      expect(outcome).toEqual({ state: 'succeeded', problem: null });
      expect(order).toEqual(['plan', 'apply', 'record']);
    });

    test('[groups 3.11] a wanted state that holds already is a success that writes nothing', async () => {
      const outcome = await running(
        {
          planChange: () => Promise.resolve({ outcome: 'nothingToDo', approvals: [], mirrors: [] }),
          ...recorded,
        },
        async () => (await start()).handle.result(),
      );
      expect(outcome.state).toBe('succeeded');
    });

    test('a refused plan ends as failed, with the code, the message and the fields', async () => {
      const closed: unknown[] = [];
      const fields = [{ field: 'name', code: 'object.exists', message: 'taken' }];
      const outcome = await running(
        {
          planChange: () =>
            Promise.reject(
              ApplicationFailure.create({
                type: 'object.exists',
                message: 'Club already exists in Groups.',
                nonRetryable: true,
                details: [{ fields }],
              }),
            ),
          closeRequest: (args) => {
            closed.push(args);
            return Promise.resolve({ mails: 0 });
          },
        },
        async () => (await start('createGroup')).handle.result(),
      );
      const problem = { code: 'object.exists', message: 'Club already exists in Groups.', fields };
      expect(outcome).toEqual({ state: 'failed', problem });
      expect(closed).toMatchObject([{ state: 'failed', problem }]);
    });

    test('[stores-and-links 0.2] a dry run ends after the plan', async () => {
      const outcome = await running(planned(), async () => (await start('joinGroup', true)).handle.result());
      expect(outcome.state).toBe('succeeded');
    });

    test('a directory that is away is tried until it is back', async () => {
      let tries = 0;
      const outcome = await running(
        {
          ...planned(),
          applyChange: () => {
            tries += 1;
            return tries < 20
              ? Promise.reject(ApplicationFailure.create({ type: 'provider.unavailable', message: 'away' }))
              : Promise.resolve({ outcome: 'applied' });
          },
          ...recorded,
        },
        async () => {
          const { handle } = await start();
          await environment.sleep('1 day');
          return handle.result();
        },
      );
      expect(outcome.state).toBe('succeeded');
      expect(tries).toBe(20);
    });

    test('[access-and-approvals Q5] a plan the directory has overtaken ends as stale', async () => {
      const outcome = await running(
        {
          ...planned(),
          applyChange: () => Promise.resolve({ outcome: 'stale' }),
          closeRequest: () => Promise.resolve({ mails: 0 }),
        },
        async () => (await start()).handle.result(),
      );
      expect(outcome).toMatchObject({ state: 'stale', problem: { code: 'request.stale' } });
    });

    describe('approval', () => {
      const opened: Pick<World, 'openApproval' | 'recordDecision'> = {
        openApproval: () => Promise.resolve({ mails: 0 }),
        recordDecision: () => Promise.resolve(),
      };

      test('nothing is written before it is given', async () => {
        let applied = false;
        await running(
          {
            ...planned(1),
            ...opened,
            ...recorded,
            applyChange: () => {
              applied = true;
              return Promise.resolve({ outcome: 'applied' });
            },
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            await environment.sleep('30 days');
            expect(applied).toBe(false);
            await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            expect((await handle.result()).state).toBe('succeeded');
            expect(applied).toBe(true);
          },
        );
      });

      test('denied: the request ends and nothing is written', async () => {
        const outcome = await running(
          { ...planned(1), ...opened, closeRequest: () => Promise.resolve({ mails: 0 }) },
          async () => {
            const { requestId, handle } = await start();
            await (
              await approvalOf(requestId)
            ).executeUpdate(decideUpdate, { args: [...decideArgs('deny')] });
            return handle.result();
          },
        );
        expect(outcome.state).toBe('denied');
      });

      test('[access-and-approvals T12, Q1] ten decisions at once: one is taken, nine are refused', async () => {
        let taken = 0;
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: opened.openApproval,
            recordDecision: async () => {
              taken += 1;
              await new Promise((resolve) => setTimeout(resolve, 50));
            },
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            const answers = await Promise.allSettled(
              Array.from({ length: 10 }, () =>
                approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] }),
              ),
            );
            const refused = answers.flatMap((answer) =>
              answer.status === 'rejected' ? [failureType(answer.reason)] : [],
            );
            expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
            expect(new Set(refused)).toEqual(new Set(['request.decided']));
            await handle.result();
            expect(taken).toBe(1);
          },
        );
      });

      test('[access-and-approvals Q3] a decision without the right is refused and the step stays open', async () => {
        let decisions = 0;
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: opened.openApproval,
            recordDecision: () => {
              decisions += 1;
              return decisions === 1 ? Promise.reject(refuse('permission.denied')) : Promise.resolve();
            },
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            const first = await approval
              .executeUpdate(decideUpdate, { args: [...decideArgs('approve')] })
              .catch(failureType);
            expect(first).toBe('permission.denied');
            await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            expect((await handle.result()).state).toBe('succeeded');
          },
        );
      });
    });

    test('a message that is no decision is refused at once and holds nobody up', async () => {
      await running(
        {
          ...planned(1),
          ...recorded,
          openApproval: () => Promise.resolve({ mails: 0 }),
          recordDecision: () => Promise.resolve(),
          applyChange: () => Promise.resolve({ outcome: 'applied' }),
        },
        async () => {
          const { requestId, handle } = await start();
          const approval = await approvalOf(requestId);
          for (const message of [
            null,
            { decision: 'approve' },
            { decisionId: "' or 1=1", decision: 'approve' },
            { decisionId: randomUUID(), decision: 'sudo' },
          ]) {
            expect(await approval.executeUpdate(decideUpdate, { args: [message] }).catch(failureType)).toBe(
              'value.invalid',
            );
          }
          await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
          expect((await handle.result()).state).toBe('succeeded');
        },
      );
    });

    describe('[access-and-approvals Q5] withdrawal', () => {
      /**
       * An activity whose try fails and whose next one is an hour away. `failed` settles once the server
       * has the failure: this test server forgets a cancellation that meets a running try.
       */
      function failingOnce() {
        const { promise: failed, resolve } = Promise.withResolvers<unknown>();
        const fail = () => {
          setTimeout(resolve, 1_500);
          return Promise.reject(
            ApplicationFailure.create({
              type: 'provider.unavailable',
              message: 'away',
              nextRetryDelay: '1 hour',
            }),
          );
        };
        return { fail, failed };
      }

      const closed: Pick<World, 'closeRequest'> = { closeRequest: () => Promise.resolve({ mails: 0 }) };

      test('while it waits for approval', async () => {
        await running(
          {
            ...planned(1),
            ...closed,
            openApproval: () => Promise.resolve({ mails: 0 }),
            closeApproval: () => Promise.resolve({ outcome: 'cancelled' }),
            hasBegunWriting: () => Promise.resolve(false),
          },
          async () => {
            const { requestId, handle } = await start();
            await approvalOf(requestId);
            const answer = await handle.executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] });
            expect(answer).toMatchObject({ state: 'cancelled' });
            expect((await handle.result()).state).toBe('cancelled');
          },
        );
      });

      test('[access-and-approvals Q1] after the last approval it is refused, though nothing was written yet', async () => {
        const away = failingOnce();
        let tries = 0;
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: () => Promise.resolve({ mails: 0 }),
            recordDecision: () => Promise.resolve(),
            applyChange: () => {
              tries += 1;
              return tries === 1 ? away.fail() : Promise.resolve({ outcome: 'applied' });
            },
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            await away.failed;
            const answer = await handle
              .executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] })
              .catch(failureType);
            expect(answer).toBe('request.decided');
            await environment.sleep('2 hours');
            expect((await handle.result()).state).toBe('succeeded');
          },
        );
      });

      test('[access-and-approvals Q1] a withdrawal that reaches the step while the approval is written down loses', async () => {
        const writing = Promise.withResolvers<undefined>();
        const written = Promise.withResolvers<undefined>();
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: () => Promise.resolve({ mails: 0 }),
            recordDecision: () => {
              writing.resolve(undefined);
              return written.promise;
            },
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            const decision = approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            await writing.promise;
            const withdrawal = handle
              .executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] })
              .catch(failureType);
            // The withdrawal is taken by the workflow before the decision is answered.
            await new Promise((resolve) => setTimeout(resolve, 1_500));
            written.resolve(undefined);
            expect(await decision).toEqual({ outcome: 'approved' });
            expect(await withdrawal).toBe('request.decided');
            expect((await handle.result()).state).toBe('succeeded');
          },
        );
      });

      test('while the directory is away: nothing was written, so it is cancelled', async () => {
        const away = failingOnce();
        await running(
          {
            ...planned(),
            ...closed,
            applyChange: away.fail,
            hasBegunWriting: () => Promise.resolve(false),
          },
          async () => {
            const { handle } = await start();
            await away.failed;
            const answer = await handle.executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] });
            expect(answer).toMatchObject({ state: 'cancelled' });
          },
        );
      });

      test('once a write may have happened it is too late, and what was begun is finished', async () => {
        let withdrawn = false;
        const away = failingOnce();
        await running(
          {
            ...planned(),
            ...recorded,
            applyChange: () => (withdrawn ? Promise.resolve({ outcome: 'applied' }) : away.fail()),
            hasBegunWriting: () => {
              withdrawn = true;
              return Promise.resolve(true);
            },
          },
          async () => {
            const { handle } = await start();
            await away.failed;
            const answer = await handle
              .executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] })
              .catch(failureType);
            expect(answer).toBe('request.tooLate');
            expect((await handle.result()).state).toBe('succeeded');
          },
        );
      });
    });

    describe('[access-and-approvals Q1] a request that nobody decides', () => {
      const dayMs = 24 * 3_600_000;
      type Ended = Parameters<World['closeRequest']>[0]['state'];
      const told = (ends: Ended[]): Pick<World, 'closeRequest'> => ({
        closeRequest: ({ state }) => {
          ends.push(state);
          return Promise.resolve({ mails: 0 });
        },
      });

      test(
        'approvers are reminded as often as the store says; then it expires, nothing is written and no decision counts',
        { timeout: 60_000 },
        async () => {
          const ends: Ended[] = [];
          const days: number[] = [];
          let openedAtMs = 0;
          const dayNow = async () => Math.round(((await environment.currentTimeMs()) - openedAtMs) / dayMs);
          await running(
            {
              ...planned(1),
              ...told(ends),
              openApproval: async () => {
                openedAtMs = await environment.currentTimeMs();
                return { mails: 0, remindInMs: 3 * dayMs, expiresInMs: 10 * dayMs };
              },
              remindApprovers: async ({ round }) => {
                days.push(await dayNow());
                expect(round).toBe(days.length);
                return { waitMs: 3 * dayMs, mails: 0 };
              },
              expireApproval: async () => {
                days.push(await dayNow());
                return { outcome: 'expired' };
              },
            },
            async () => {
              const { requestId, handle } = await start();
              const approval = await approvalOf(requestId);
              await environment.sleep(9.9 * dayMs);
              expect(days).toEqual([3, 6, 9]);
              expect(ends).toEqual([]);
              await environment.sleep(0.2 * dayMs);
              expect(await handle.result()).toEqual({ state: 'expired', problem: null });
              expect(await approval.result()).toEqual({ outcome: 'expired' });
            },
          );
          expect([days, ends]).toEqual([[3, 6, 9, 10], ['expired']]);
        },
      );

      test(
        'a decision in time ends reminders and expiry; one that is being written down when time is up stands',
        { timeout: 60_000 },
        async () => {
          const writing = Promise.withResolvers<undefined>();
          const written = Promise.withResolvers<undefined>();
          let reminders = 0;
          await running(
            {
              ...planned(1),
              ...recorded,
              openApproval: () => Promise.resolve({ mails: 0, remindInMs: dayMs, expiresInMs: 2_000 }),
              remindApprovers: () => {
                reminders += 1;
                return Promise.resolve({ waitMs: dayMs, mails: 0 });
              },
              recordDecision: async () => {
                writing.resolve(undefined);
                await written.promise;
              },
              applyChange: () => Promise.resolve({ outcome: 'applied' }),
            },
            async () => {
              const { requestId, handle } = await start();
              const approval = await approvalOf(requestId);
              const decided = approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
              await writing.promise;
              // The time is up while the decision is being written.
              await new Promise((resolve) => setTimeout(resolve, 3_000));
              written.resolve(undefined);
              await decided;
              expect((await handle.result()).state).toBe('succeeded');
            },
          );
          expect(reminders).toBe(0);
        },
      );

      test('side by side: the first step that expires ends the request for all', async () => {
        const ends: Ended[] = [];
        const closed: number[] = [];
        await running(
          {
            planChange: () =>
              Promise.resolve({
                outcome: 'planned' as const,
                approvals: [1, 2].map((step) => ({ step, stage: 1, held: false })),
                mirrors: [],
              }),
            ...told(ends),
            openApproval: ({ step }) =>
              Promise.resolve({ mails: 0, ...(step === 2 ? { expiresInMs: 1_000 } : {}) }),
            expireApproval: () => Promise.resolve({ outcome: 'expired' }),
            closeApproval: ({ step }) => {
              closed.push(step);
              return Promise.resolve({ outcome: 'cancelled' });
            },
          },
          async () => {
            expect((await (await start()).handle.result()).state).toBe('expired');
          },
        );
        expect([ends, closed]).toEqual([['expired'], [1]]);
      });

      test('withdrawn before: no reminder, no expiry', async () => {
        const ends: Ended[] = [];
        await running(
          {
            ...planned(1),
            ...told(ends),
            openApproval: () => Promise.resolve({ mails: 0, remindInMs: 500, expiresInMs: 800 }),
            closeApproval: () => Promise.resolve({ outcome: 'cancelled' }),
            hasBegunWriting: () => Promise.resolve(false),
          },
          async () => {
            const { requestId, handle } = await start();
            await approvalOf(requestId);
            await handle.executeUpdate(withdrawUpdate, { args: [{ actorId: 'someone' }] });
            await new Promise((resolve) => setTimeout(resolve, 1_000));
          },
        );
        expect(ends).toEqual(['cancelled']);
      });
    });

    describe('[access-and-approvals Q4] rerouting', () => {
      test(
        '[access-and-approvals X7] the way up begins anew at the new approver, though it had ended; the step stays open',
        { timeout: 60_000 },
        async () => {
          const dayMs = 24 * 3_600_000;
          let climbed = 0;
          const reroutes: string[] = [];
          await running(
            {
              ...planned(1),
              ...recorded,
              openApproval: () => Promise.resolve({ mails: 0, waitMs: dayMs }),
              accelerateApproval: () => {
                climbed += 1;
                return Promise.resolve({ mails: 0, waitMs: null });
              },
              rerouteApproval: ({ rerouteId }) => {
                reroutes.push(rerouteId);
                return Promise.resolve({ mails: 0, waitMs: dayMs });
              },
              recordDecision: () => Promise.resolve(),
              applyChange: () => Promise.resolve({ outcome: 'applied' }),
            },
            async () => {
              const { requestId, handle } = await start();
              const approval = await approvalOf(requestId);
              await environment.sleep('5 days');
              expect(climbed).toBe(1);
              const rerouteId = randomUUID();
              await approval.executeUpdate(rerouteUpdate, { args: [{ rerouteId }] });
              expect(reroutes).toEqual([rerouteId]);
              await environment.sleep('5 days');
              expect(climbed).toBe(2);
              await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
              expect((await handle.result()).state).toBe('succeeded');
            },
          );
        },
      );

      test('[access-and-approvals Q1] what is no reroute, or comes too late, is refused; a refusal leaves the step open', async () => {
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: () => Promise.resolve({ mails: 0 }),
            rerouteApproval: () => Promise.reject(refuse('value.invalid', 'Nobody was named.')),
            recordDecision: () => Promise.resolve(),
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            const reroute = (args: object) =>
              approval.executeUpdate(rerouteUpdate, { args: [args] }).catch(failureType);
            expect(await reroute({ rerouteId: 'someone' })).toBe('value.invalid');
            expect(await reroute({ rerouteId: randomUUID() })).toBe('value.invalid');
            await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            await handle.result();
            await expect(
              approval.executeUpdate(rerouteUpdate, { args: [{ rerouteId: randomUUID() }] }),
            ).rejects.toThrow();
          },
        );
      });
    });

    describe('acceleration', () => {
      const dayMs = 24 * 3_600_000;

      test(
        '[access-and-approvals T7] [access-and-approvals X1] [access-and-approvals X6] up the line every five days; the first approver may decide on day 17',
        { timeout: 60_000 },
        async () => {
          const managers: Readonly<Record<string, string>> = { A: 'B', B: 'C', C: 'D', D: 'E' };
          const rules = { maxLevels: 3, defaultApproverId: 'default', requesterId: 'R' };
          const look = {
            find: () => Promise.resolve({ kind: 'user' as const, enabled: true }),
            managerOf: (id: string) => Promise.resolve(managers[id] ?? null),
            ownerOf: () => Promise.resolve(null),
            hasPeople: () => Promise.resolve(true),
          };
          let chain: Chain = { at: 'A', by: 'object', level: 0, asked: ['A'] };
          let openedAtMs = 0;
          const reached: string[] = [];
          const dayNow = async () => Math.round(((await environment.currentTimeMs()) - openedAtMs) / dayMs);
          await running(
            {
              ...planned(1),
              ...recorded,
              openApproval: async () => {
                openedAtMs = await environment.currentTimeMs();
                return { mails: 0, waitMs: dayMs };
              },
              accelerateApproval: async () => {
                const day = await dayNow();
                if (day % 5 !== 0) return { mails: 0, waitMs: dayMs };
                const hop = await nextHop(chain, rules, look);
                reached.push(`day ${String(day)}: ${hop.to === 'next' ? hop.chain.at : hop.to}`);
                if (hop.to !== 'next') return { mails: 0, waitMs: null };
                chain = hop.chain;
                return { mails: 0, waitMs: dayMs };
              },
              recordDecision: () => Promise.resolve(),
              applyChange: () => Promise.resolve({ outcome: 'applied' }),
            },
            async () => {
              const { requestId, handle } = await start();
              const approval = await approvalOf(requestId);
              await environment.sleep('409 hours');
              expect(reached).toEqual(['day 5: B', 'day 10: C', 'day 15: D']);
              await environment.sleep('60 days');
              expect(reached.slice(3)).toEqual(['day 20: default', 'day 25: static']);
              await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
              expect((await handle.result()).state).toBe('succeeded');
            },
          );
        },
      );

      test('a directory that is away when it climbs holds up no decision', async () => {
        const tried = Promise.withResolvers<undefined>();
        await running(
          {
            ...planned(1),
            ...recorded,
            openApproval: () => Promise.resolve({ mails: 0, waitMs: 1_000 }),
            accelerateApproval: () => {
              tried.resolve(undefined);
              return Promise.reject(
                ApplicationFailure.create({
                  type: 'provider.unavailable',
                  message: 'away',
                  nextRetryDelay: '1 hour',
                }),
              );
            },
            recordDecision: () => Promise.resolve(),
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
          async () => {
            const { requestId, handle } = await start();
            const approval = await approvalOf(requestId);
            await environment.sleep('2 seconds');
            await tried.promise;
            await new Promise((resolve) => setTimeout(resolve, 1_500));
            await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
            expect((await handle.result()).state).toBe('succeeded');
          },
        );
      });
    });

    test('[access-and-approvals X7] an owner is one still when they decide; a directory that is away delays that decision and no other', async () => {
      const looked: string[] = [];
      const recordedIds: string[] = [];
      let isAway = true;
      const world: Partial<World> = {
        ...recorded,
        planChange: () =>
          Promise.resolve({
            outcome: 'planned',
            approvals: [{ step: 1, held: false, handsOver: true }],
            mirrors: [],
          }),
        openApproval: () => Promise.resolve({ mails: 0 }),
        closeRequest: () => Promise.resolve({ mails: 0 }),
        handOverApproval: ({ decisionId }) => {
          looked.push(decisionId);
          if (!isAway || decisionId === byRight.decisionId) return Promise.resolve({ mails: 0 });
          return Promise.reject(
            ApplicationFailure.create({
              type: 'provider.unavailable',
              message: 'away',
              nextRetryDelay: '1 second',
            }),
          );
        },
        recordDecision: ({ decisionId }) => {
          recordedIds.push(decisionId);
          return decisionId === former.decisionId
            ? Promise.reject(refuse('permission.denied', 'No owner any more.'))
            : Promise.resolve();
        },
        applyChange: () => Promise.resolve({ outcome: 'applied' }),
      };
      const [[former], [owner], [byRight]] = [
        decideArgs('approve'),
        decideArgs('approve'),
        decideArgs('deny'),
      ];
      const decided = async (approval: WorkflowHandle, args: object) =>
        approval.executeUpdate(decideUpdate, { args: [args] }).catch(failureType);
      const waitsFor = async (decisionId: string) => {
        while (!looked.includes(decisionId)) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await running(world, async () => {
        const { requestId, handle } = await start();
        const approval = await approvalOf(requestId);
        const waits = decided(approval, owner);
        await waitsFor(owner.decisionId);
        expect(recordedIds, 'not decided before it is known').toEqual([]);
        expect(await decided(approval, byRight)).toMatchObject({ outcome: 'denied' });
        expect(await waits).toBe('request.decided');
        expect((await handle.result()).state).toBe('denied');
        expect(recordedIds).toEqual([byRight.decisionId]);

        const again = await start();
        const next = await approvalOf(again.requestId);
        looked.length = 0;
        const kept = decided(next, owner);
        await waitsFor(owner.decisionId);
        isAway = false;
        expect(await decided(next, former)).toBe('permission.denied');
        expect(await kept, 'not lost').toMatchObject({ outcome: 'approved' });
        expect((await again.handle.result()).state).toBe('succeeded');
      });
    });

    test(
      '[reports-history-notifications N5] mail is tried for seven days and never fails the request',
      { timeout: 60_000 },
      async () => {
        let tries = 0;
        await running(
          {
            ...planned(),
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
            recordChange: () => Promise.resolve({ mails: 1 }),
            sendMails: () => {
              tries += 1;
              return Promise.resolve({ left: 1 });
            },
          },
          async () => {
            const { requestId, handle } = await start();
            expect((await handle.result()).state).toBe('succeeded');
            // Nothing is cancelled here; `sleep` hangs over so many timers.
            await environment.client.workflow.getHandle(notifyWorkflowId(requestId, 'outcome')).result();
          },
        );
        // 1, 2, 4 ... 32 minutes, then hourly for the rest of seven days.
        expect(tries).toBeGreaterThan(165);
        expect(tries).toBeLessThan(180);
      },
    );

    describe('[access-and-approvals W4] several steps', () => {
      const inStages = (...stages: readonly number[]): Pick<World, 'planChange'> => ({
        planChange: () =>
          Promise.resolve({
            outcome: 'planned' as const,
            approvals: stages.map((stage, index) => ({ step: index + 1, stage, held: false })),
            mirrors: [],
          }),
      });
      /** Runs the steps; @returns which were opened and taken out of the inboxes, in order */
      async function deciding(
        stages: readonly number[],
        decide: (
          approval: (step: number) => Promise<WorkflowHandle>,
          opened: readonly number[],
        ) => Promise<void>,
      ) {
        const opened: number[] = [];
        const closed: number[] = [];
        const outcome = await running(
          {
            ...inStages(...stages),
            ...recorded,
            openApproval: ({ step }) => {
              opened.push(step);
              return Promise.resolve({ mails: 0 });
            },
            recordDecision: () => Promise.resolve(),
            closeApproval: ({ step }) => {
              closed.push(step);
              return Promise.resolve({ outcome: 'cancelled' });
            },
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
            closeRequest: () => Promise.resolve({ mails: 0 }),
          },
          async () => {
            const { requestId, handle } = await start('updateGroup');
            await decide((step) => approvalOf(requestId, step), opened);
            return handle.result();
          },
        );
        return { outcome: outcome.state, opened: opened.toSorted(), closed };
      }
      const say = async (approval: Promise<WorkflowHandle>, decision: 'approve' | 'deny') =>
        (await approval).executeUpdate(decideUpdate, { args: [...decideArgs(decision)] });

      test('all: those of one stage are asked side by side, and each has to agree', async () => {
        const result = await deciding([1, 1], async (approval) => {
          await Promise.all([approval(1), approval(2)]);
          await say(approval(2), 'approve');
          await say(approval(1), 'approve');
        });
        expect(result).toEqual({ outcome: 'succeeded', opened: [1, 2], closed: [] });
      });

      test('all: the first denial ends it, and the others are asked no more', async () => {
        const result = await deciding([1, 1, 1, 2], async (approval) => {
          await Promise.all([approval(1), approval(2), approval(3)]);
          await say(approval(3), 'approve');
          await say(approval(2), 'deny');
        });
        expect(result).toEqual({ outcome: 'denied', opened: [1, 2, 3], closed: [1] });
      });

      test('sequence: the next one is asked when the one before has agreed', async () => {
        const result = await deciding([1, 2], async (approval, opened) => {
          await approval(1);
          await new Promise((resolve) => setTimeout(resolve, 500));
          expect(opened).toEqual([1]);
          await say(approval(1), 'approve');
          await say(approval(2), 'approve');
        });
        expect(result).toEqual({ outcome: 'succeeded', opened: [1, 2], closed: [] });
      });
    });

    test('[access-and-approvals W5] parts of a save run as requests of their own, and outlive the first', async () => {
      const part = randomUUID();
      const applied: string[] = [];
      await running(
        {
          planChange: ({ requestId }) =>
            Promise.resolve({
              outcome: 'planned' as const,
              approvals: requestId === part ? [{ step: 1, stage: 1, held: false }] : [],
              mirrors: [],
              ...(requestId === part ? {} : { parts: [{ requestId: part }] }),
            }),
          ...recorded,
          openApproval: () => Promise.resolve({ mails: 0 }),
          recordDecision: () => Promise.resolve(),
          applyChange: ({ requestId }) => {
            applied.push(requestId);
            return Promise.resolve({ outcome: 'applied' });
          },
        },
        async () => {
          const { requestId, handle } = await start('updateGroup');
          expect((await handle.result()).state).toBe('succeeded');
          expect(applied).toEqual([requestId]);
          const approval = await approvalOf(part);
          await approval.executeUpdate(decideUpdate, { args: [...decideArgs('approve')] });
          const waiting = client.workflow.getHandle(requestWorkflowId(part));
          expect(await waiting.result()).toMatchObject({ state: 'succeeded' });
          expect((await waiting.describe()).type).toBe('updateGroup');
          expect(applied).toEqual([requestId, part]);
        },
      );
    });
  },
);
