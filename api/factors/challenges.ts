/** Asks a browser for something and keeps what its answer is checked against. */
import { randomUUID } from 'node:crypto';
import { insertChallenge } from '../../activities/database/repositories/factor-challenges.ts';
import { getDemo } from '../../activities/database/repositories/installation.ts';
import { getMailSettings } from '../../activities/database/repositories/mail-settings.ts';
import type { Db } from '../../activities/database/client.ts';
import type { Asked, Shown } from '../../activities/platform/factors/contract.ts';
import { sealCode, sealState } from '../../activities/platform/factors/seal.ts';
import type { FactorKind } from '../../workflows/contracts/factors.ts';
import { writeAsAsked } from '../dry-run.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import { mailPerson } from './mail-person.ts';
import type { Subject } from './subject.ts';

/** E5. */
const challengeMs = 10 * 60_000;
export const mostTries = 5;
const sendLimit = { windowMs: 10 * 60_000, most: 3 };

/** A kind whose means are missing is neither offered nor switched on [E1]. */
export async function isConfigured(db: Db, storeId: string, kind: FactorKind): Promise<boolean> {
  if (kind !== 'email') return true;
  // A demo captures its mail.
  return (await getMailSettings(db, storeId)) !== null || (await getDemo(db)) !== null;
}

/** @throws ApiProblem `factor.unconfigured` */
export async function requireConfigured(db: Db, storeId: string, kind: FactorKind): Promise<void> {
  if (await isConfigured(db, storeId, kind)) return;
  throw new ApiProblem(
    'factor.unconfigured',
    'Codes by mail need a mail server. Set one in the mail settings of the identity store first.',
  );
}

/**
 * @param boundTo only this browser may answer
 * @throws ApiProblem `factor.throttled`, `factor.unconfigured`, `engine.unavailable`
 */
export async function ask(
  deps: RouteDeps,
  subject: Subject,
  asked: Asked,
  about: { readonly kind: FactorKind; readonly purpose: 'enrol' | 'prove'; readonly boundTo: string },
  dryRun = false,
): Promise<Shown> {
  const { db } = deps.database;
  const { person } = subject;
  const now = deps.now();
  const id = randomUUID();
  const { mail } = asked;
  const sealed = mail === undefined ? null : sealCode(deps.keyRing, id, mail.code);
  const challenge = {
    id,
    storeId: person.storeId,
    userId: person.id,
    ...about,
    ...sealState(deps.keyRing, id, asked.state),
    mailKeyId: sealed?.keyId ?? null,
    mailCiphertext: sealed?.ciphertext ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + challengeMs),
  };
  const since = new Date(now.getTime() - sendLimit.windowMs);
  const stored = await writeAsAsked(db, dryRun, (tx) =>
    insertChallenge(tx, challenge, mail === undefined ? null : { since, most: sendLimit.most }),
  );
  if (!stored) {
    throw new ApiProblem(
      'factor.throttled',
      'Three codes were sent within ten minutes. Use the newest one, or wait some minutes.',
      { retryAfterSeconds: sendLimit.windowMs / 1000 },
    );
  }
  if (dryRun) return withoutSecrets(asked.shown);
  if (mail !== undefined) {
    // The code itself stays in the challenge, encrypted: the queue is read by operators.
    const data = { challengeId: id };
    await mailPerson(deps, subject, { id, to: mail.to, template: 'signInCode', data });
  }
  return asked.shown;
}

/** Nothing that nobody could answer to. */
const withoutSecrets = ({ totp: _secret, webauthn: _challenge, ...rest }: Shown): Shown => rest;
