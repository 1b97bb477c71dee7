/** Whoever gets a factor or loses one is told by mail, so that a stranger's doing is noticed (reports-history-notifications N2). */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { ProofKind } from '../../workflows/contracts/factors.ts';
import type { RouteDeps } from '../route.ts';
import { mailPerson } from './mail-person.ts';
import { directoryMail, type Subject } from './subject.ts';

/** The factor has changed already: a directory or an engine that is away is noted and undoes nothing. */
export async function tellOfFactor(
  deps: RouteDeps,
  request: FastifyRequest,
  subject: Subject,
  change: 'added' | 'removed',
  factor: ProofKind,
): Promise<void> {
  try {
    const to = await directoryMail(deps, subject.actor);
    if (to === null) return;
    const template = change === 'added' ? 'factorAdded' : 'factorRemoved';
    await mailPerson(deps, subject, { id: randomUUID(), to, template, data: { factor } });
  } catch (error) {
    request.log.warn({ err: error }, 'a mail about a factor was not sent');
  }
}
