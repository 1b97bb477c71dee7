/** What waits for long: ends of memberships and deliveries of webhooks, on Temporal's time-skipping server. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureConverterPath } from '../../activities/platform/temporal/connect.ts';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import {
  membershipWorkflowId,
  providerQueue,
  webhookQueue,
  webhookWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import type { TendedMemberships } from '../../workflows/contracts/ports.ts';
import { timeSkipping, timeSkippingSkipReason } from '../support/time-skipping.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe.skipIf(timeSkippingSkipReason !== null)(
  `what waits for long${timeSkippingSkipReason === null ? '' : ` (${timeSkippingSkipReason})`}`,
  () => {
    let bundle: WorkflowBundleWithSourceMap;
    let environment: TestWorkflowEnvironment;
    let client: Client;
    beforeAll(async () => {
      Runtime.install({ logger: new DefaultLogger('ERROR') });
      bundle = await bundleWorkflows();
    }, 180_000);
    beforeEach(async () => {
      environment = await timeSkipping();
      client = new Client({ connection: environment.connection });
    });
    afterEach(() => environment.teardown());

    async function running<T>(queues: Record<string, object>, act: () => Promise<T>): Promise<T> {
      const common = { connection: environment.nativeConnection, dataConverter: { failureConverterPath } };
      const workers = await Promise.all(
        Object.entries(queues).map(([taskQueue, activities]) =>
          Worker.create({
            ...common,
            taskQueue,
            activities,
            ...(taskQueue === workflowQueue ? { workflowBundle: bundle } : {}),
          }),
        ),
      );
      const runs = workers.map((worker) => worker.run());
      try {
        return await act();
      } finally {
        for (const worker of workers) worker.shutdown();
        await Promise.all(runs);
      }
    }
    const now = () => environment.currentTimeMs();

    /** @returns when each try was made, in milliseconds after the first */
    async function deliver(
      taken: (tries: number) => boolean,
    ): Promise<{ at: number[]; last: (number | null)[] }> {
      const deliveryId = randomUUID();
      const [at, last]: [number[], (number | null)[]] = [[], []];
      await running(
        {
          [workflowQueue]: {},
          [webhookQueue]: {
            async sendWebhook({ nextMs }: { nextMs: number | null }) {
              at.push(await now());
              last.push(nextMs);
              return { again: nextMs !== null && !taken(at.length) };
            },
          },
        },
        async () => {
          const handle = await client.workflow.start('deliverWebhook', {
            workflowId: webhookWorkflowId(deliveryId, 1),
            taskQueue: workflowQueue,
            args: [{ deliveryId, round: 1 }],
          });
          await environment.sleep('30 hours');
          await handle.result();
        },
      );
      return { at: at.map((time) => time - (at[0] ?? 0)), last };
    }

    test('[access-and-approvals W11] a message is tried for 24 hours with growing pauses, and no longer', async () => {
      const { at, last } = await deliver(() => false);
      const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
      expect(pauses[0]).toBeGreaterThanOrEqual(9_000);
      expect(
        pauses.slice(0, -1).every((pause, index) => index === 0 || pause >= (pauses[index - 1] ?? 0) - 2_000),
      ).toBe(true);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(4 * hourMs + 60_000);
      expect(at.at(-1)).toBeGreaterThan(24 * hourMs - 60_000);
      expect(at.at(-1)).toBeLessThan(24 * hourMs + 60_000);
      expect(last.filter((one) => one === null)).toHaveLength(1);
      expect(last.at(-1)).toBeNull();
      expect(at.length).toBeLessThan(20);
    });

    test('[access-and-approvals W11] what is taken is sent no more', async () => {
      const { at } = await deliver((tries) => tries === 4);
      expect(at).toHaveLength(4);
    });

    test('[access-and-approvals B5] an end is waited for, moved ends too; a removal that fails is asked again until it works', async () => {
      const requestId = randomUUID();
      const begin = await now();
      let endsAt = begin + 40 * dayMs;
      const asked: { round: number; day: number }[] = [];
      const removals: number[] = [];
      let failures = 2;
      await running(
        {
          [workflowQueue]: {
            async tendMemberships({ round }: { round: number }): Promise<TendedMemberships> {
              const at = await now();
              asked.push({ round, day: (at - begin) / dayMs });
              if (removals.length > 0) return { mails: 0, due: null, waitMs: null };
              if (at < endsAt) return { mails: 0, due: null, waitMs: Math.min(endsAt - at, 30 * dayMs) };
              return { mails: 0, due: { requestId: randomUUID() }, waitMs: null };
            },
            async recordChange() {
              removals.push(await now());
              return { mails: 0 };
            },
            closeRequest: () => Promise.resolve({ mails: 0 }),
          },
          [providerQueue('local')]: {
            planChange: () => {
              failures -= 1;
              if (failures >= 0)
                return Promise.reject(
                  ApplicationFailure.nonRetryable('The store is disabled.', 'store.disabled'),
                );
              return Promise.resolve({ outcome: 'planned', approvals: [], mirrors: [] });
            },
            applyChange: () => Promise.resolve({ outcome: 'applied' }),
          },
        },
        async () => {
          const handle = await client.workflow.start('membershipEnd', {
            workflowId: membershipWorkflowId(requestId),
            taskQueue: workflowQueue,
            args: [{ requestId, storeId: randomUUID(), storeKind: 'local' }],
          });
          await environment.sleep('35 days');
          // Somebody moves the end: nobody tells the workflow, which looks before it acts.
          endsAt += 10 * dayMs;
          await environment.sleep('6 days');
          expect(removals).toEqual([]);
          await environment.sleep('10 days');
          await handle.result();
        },
      );
      expect(removals).toHaveLength(1);
      const lateMs = (removals[0] ?? 0) - endsAt;
      // Two refusals: a quarter of an hour, then half an hour.
      expect(lateMs).toBeGreaterThanOrEqual(44 * 60_000);
      expect(lateMs).toBeLessThan(2 * hourMs);
      expect(new Set(asked.map(({ round }) => round)).size).toBe(asked.length);
      expect(asked.length).toBeLessThan(10);
    });
  },
);
