/** One try of one delivery. Nothing of the answer is kept but its status. */
import { Agent, request } from 'undici';
import type { WebhookActivities } from '../../workflows/contracts/webhooks.ts';
import type { Database } from '../database/client.ts';
import {
  getDelivery,
  getWebhook,
  noteAttempt,
  oldWebhookSecret,
  updateWebhook,
  type Webhook,
  webhookSecret,
} from '../database/repositories/webhooks.ts';
import type { KeyRing } from '../platform/keyring.ts';
import type { Logger } from '../platform/log.ts';
import { readSecrets } from '../platform/secrets.ts';
import { type WebhookRules, WebhookTargetError, WebhookTargets } from '../platform/webhook-target.ts';
import { signedHeaders } from '../platform/webhook-signature.ts';

export interface WebhookDeps {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly log: Logger;
  readonly rules: WebhookRules;
}

const timeoutMs = 10_000;
/** The receiver wants no more of them. */
const goneStatus = 410;

export function createWebhookActivities(deps: WebhookDeps): WebhookActivities {
  const { db, log } = deps;
  const targets = new WebhookTargets(deps.rules);
  const agent = new Agent({
    connect: { lookup: targets.lookup, timeout: timeoutMs, minVersion: 'TLSv1.2' },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    // One after the other to one receiver would let a slow one hold up its own messages for long.
    pipelining: 0,
  });
  return {
    async sendWebhook({ deliveryId, round, nextMs }) {
      const delivery = await getDelivery(db, deliveryId);
      if (delivery?.state !== 'pending' || delivery.round !== round) return { again: false };
      const webhook = await getWebhook(db, delivery.webhookId);
      if (webhook === null) return { again: false };
      if (!webhook.enabled && delivery.requestId !== null) {
        const lastProblem = 'The webhook was switched off.';
        await noteAttempt(db, delivery, { state: 'failed', lastStatus: null, lastProblem }, null);
        return { again: false };
      }
      const { status, problem } = await post(webhook, `msg_${delivery.id}`, delivery.body);
      const isTaken = status !== null && status >= 200 && status < 300;
      const again = !isTaken && status !== goneStatus && nextMs !== null;
      if (!isTaken)
        log.info({ webhookId: webhook.id, deliveryId, status, problem }, 'a webhook was not taken');
      await noteAttempt(
        db,
        delivery,
        {
          state: isTaken ? 'delivered' : again ? 'pending' : 'failed',
          lastStatus: status,
          lastProblem: isTaken ? null : problem,
        },
        nextMs,
      );
      // By the specification a receiver ends it so; whatever else fails leaves the webhook on.
      if (status === goneStatus) {
        const disabledReason = 'The receiver answered 410 Gone: it wants no more messages.';
        await updateWebhook(db, webhook.id, null, { enabled: false, disabledReason });
      }
      return { again };
    },
  };

  async function post(
    webhook: Webhook,
    id: string,
    body: string,
  ): Promise<{ status: number | null; problem: string | null }> {
    const wrong = targets.problemOf(webhook.url);
    if (wrong !== null) return { status: null, problem: `The address ${wrong}.` };
    try {
      const headers = signedHeaders(id, new Date(), body, await secretsOf(webhook));
      // `request` follows no redirects: a 3xx is an answer like others, and not a taken message.
      const answer = await request(webhook.url, {
        method: 'POST',
        dispatcher: agent,
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Muster-Webhooks' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      // The status is all that is wanted of it.
      answer.body.on('error', () => undefined).destroy();
      return { status: answer.statusCode, problem: `The receiver answered ${answer.statusCode}.` };
    } catch (error) {
      return { status: null, problem: wordsOf(error) };
    }
  }

  async function secretsOf({ id, storeId, oldSecretUntil }: Webhook): Promise<string[]> {
    const secrets = await readSecrets(db, deps.keyRing, storeId);
    const [current, old] = [secrets[webhookSecret(id)], secrets[oldWebhookSecret(id)]];
    if (current === undefined) throw new Error(`Webhook ${id} has no secret.`);
    const isBoth = old !== undefined && oldSecretUntil !== null && oldSecretUntil > new Date();
    return isBoth ? [current, old] : [current];
  }
}

/** What happened, without addresses of inner networks or texts of others. */
function wordsOf(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: unknown };
  if (error instanceof WebhookTargetError) return error.message;
  if (cause instanceof WebhookTargetError) return cause.message;
  if (name === 'TimeoutError' || (code ?? '').includes('TIMEOUT'))
    return 'The receiver did not answer in time.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The name of the receiver is not known.';
  if (code === 'ECONNREFUSED') return 'The receiver refused the connection.';
  if (/CERT|TLS|SSL|SELF_SIGNED/.test(code ?? ''))
    return 'The certificate of the receiver cannot be trusted.';
  return 'The connection to the receiver failed.';
}
