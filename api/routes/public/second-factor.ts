/** The second step of a sign-in: no session yet, only the cookie of the pending sign-in. */
import { askedView } from '../../factors/asked-view.ts';
import { beginEnrolment, confirmEnrolment } from '../../factors/enrolment.ts';
import {
  complete,
  end,
  enrollable,
  pendingView,
  requirePending,
  stillEnrollable,
} from '../../factors/pending.ts';
import { factorDisabled } from '../../factors/problems.ts';
import { askForProof, prove } from '../../factors/proof.ts';
import type { App, RouteDeps } from '../../route.ts';
import { Empty } from '../../schemas/common.ts';
import {
  AskBody,
  AskedView,
  ConfirmBody,
  EmptyBody,
  EnrolBody,
  EnrolledSession,
  PendingView,
  ProofBody,
} from '../../schemas/factors.ts';
import { publicProblems } from '../../schemas/problem.ts';
import { SessionView } from '../../schemas/session.ts';

const tags = ['Sign-in'];
const bodyLimit = 65_536;
const refusals = ['signin.restart', 'factor.disabled', 'body.tooLarge', 'media.unsupported'] as const;

export function secondFactorRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/sign-in/pending',
    {
      schema: {
        operationId: 'getPendingSignIn',
        tags,
        summary: 'What the sign-in that this browser has begun still needs',
        response: { 200: PendingView, ...publicProblems('signin.restart') },
      },
    },
    async (request) => pendingView(await requirePending(deps, request)),
  );

  app.post(
    '/sign-in/pending/cancel',
    {
      bodyLimit,
      schema: {
        operationId: 'cancelSignIn',
        tags,
        summary: 'Give up the sign-in that this browser has begun',
        body: EmptyBody,
        response: { 204: Empty, ...publicProblems('body.tooLarge', 'media.unsupported') },
      },
    },
    async (request, reply) => {
      await end(deps, request, reply);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/sign-in/pending/challenge',
    {
      bodyLimit,
      schema: {
        operationId: 'askForFactor',
        tags,
        summary: 'Send a code, or tell what has to be signed or answered',
        body: AskBody,
        response: {
          200: AskedView,
          ...publicProblems(...refusals, 'factor.throttled', 'factor.unconfigured'),
        },
      },
    },
    async (request) => {
      const pending = await requirePending(deps, request);
      if (pending.row.step !== 'prove') throw factorDisabled();
      return askedView(await askForProof(deps, pending.subject, pending.row.idHash, request.body.kind));
    },
  );

  app.post(
    '/sign-in/pending/proof',
    {
      bodyLimit,
      schema: {
        operationId: 'giveFactor',
        tags,
        summary: 'Give one enrolled factor, or a backup code: the session begins',
        body: ProofBody,
        response: {
          201: SessionView,
          ...publicProblems(...refusals, 'factor.failed', 'factor.locked', 'signin.throttled'),
        },
      },
    },
    async (request, reply) => {
      const pending = await requirePending(deps, request);
      if (pending.row.step !== 'prove') throw factorDisabled();
      const { idHash } = pending.row;
      await prove(deps, pending.subject, { boundTo: idHash, address: request.ip }, request.body);
      return reply.code(201).send(await complete(deps, request, reply, pending));
    },
  );

  app.post(
    '/sign-in/pending/enrolment',
    {
      bodyLimit,
      schema: {
        operationId: 'beginEnrolmentAtSignIn',
        tags,
        summary: 'Begin to enrol the factor that is needed to come in',
        body: EnrolBody,
        response: {
          200: AskedView,
          ...publicProblems(
            ...refusals,
            'factor.throttled',
            'factor.unconfigured',
            'factor.limit',
            'provider.timeout',
          ),
        },
      },
    },
    async (request) => {
      const pending = await requirePending(deps, request);
      if (!enrollable(pending).includes(request.body.kind)) throw factorDisabled();
      return askedView(await beginEnrolment(deps, pending.subject, pending.row.idHash, request.body));
    },
  );

  app.post(
    '/sign-in/pending/enrolment/confirm',
    {
      bodyLimit,
      schema: {
        operationId: 'confirmEnrolmentAtSignIn',
        tags,
        summary: 'Confirm the factor by using it once: the session begins',
        body: ConfirmBody,
        response: {
          201: EnrolledSession,
          ...publicProblems(...refusals, 'factor.failed', 'factor.expired', 'factor.limit'),
        },
      },
    },
    async (request, reply) => {
      const pending = await requirePending(deps, request);
      const { row, subject } = pending;
      if (!enrollable(pending).includes(request.body.kind)) throw factorDisabled();
      const { backupCodes } = await confirmEnrolment(
        deps,
        request,
        subject,
        row.idHash,
        request.body,
        stillEnrollable(pending),
      );
      const session = await complete(deps, request, reply, pending);
      return reply.code(201).send({ session, backupCodes: backupCodes === null ? null : [...backupCodes] });
    },
  );
}
