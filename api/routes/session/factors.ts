/** One's own factors: to enrol, name and remove them, and the backup codes. */
import {
  deleteBackupCodes,
  deleteFactor,
  type EnrolledFactor,
  listFactors,
  lockFactorsOf,
  renameFactor,
} from '../../../activities/database/repositories/factors.ts';
import { factors } from '../../../activities/platform/factors/registry.ts';
import { isDryRun, writeAsAsked } from '../../dry-run.ts';
import { stepUpView } from '../../factors/step-up-view.ts';
import { askedView } from '../../factors/asked-view.ts';
import { isConfigured } from '../../factors/challenges.ts';
import { beginEnrolment, confirmEnrolment, newBackupCodes } from '../../factors/enrolment.ts';
import { freshUntil, requireFresh } from '../../factors/fresh.ts';
import { ownStepUp, requirementOf, type Subject, subjectOf, usableFactors } from '../../factors/subject.ts';
import { tellOfFactor } from '../../factors/tell.ts';
import { hashOf } from '../../plugins/session-store.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import {
  AskedView,
  ConfirmBody,
  EmptyBody,
  EnrolBody,
  EnrolledView,
  FactorList,
  FactorParams,
  NewBackupCodes,
  RenameBody,
} from '../../schemas/factors.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { actorOf } from '../../session-actor.ts';

const tags = ['Factors'];

export function factorRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/factors',
    {
      schema: {
        'x-session-only': true,
        operationId: 'listFactors',
        tags,
        summary: "One's own factors, and what the identity store offers",
        response: { 200: FactorList, ...readProblems() },
      },
    },
    async (request) => {
      const subject = await subjectOf(deps, actorOf(request));
      const { settings, enrolled, person } = subject;
      const offered = [];
      for (const kind of settings.factors) {
        const { mostPerPerson, replaces, named } = factors[kind];
        const count = enrolled.filter((one) => one.kind === kind).length;
        const room = (replaces || count < mostPerPerson) && (await isConfigured(db, person.storeId, kind));
        offered.push({ kind, room, named });
      }
      return {
        items: enrolled.map((one) => viewOf(one, subject)),
        kinds: offered,
        backupCodes: subject.backupCodes,
        needed: isNeeded(subject),
        stepUp: stepUpView(ownStepUp(subject)),
        freshUntil: freshUntil(request, deps.now())?.toISOString() ?? null,
      };
    },
  );

  app.post(
    '/factors/enrolment',
    {
      schema: {
        'x-session-only': true,
        operationId: 'beginEnrolment',
        tags,
        summary: 'Begin to enrol a factor',
        description: 'A dry run makes no secret and no challenge, so that its answer has none.',
        querystring: Query(DryRun),
        body: EnrolBody,
        response: {
          200: AskedView,
          ...writeProblems(
            'session.not_fresh',
            'factor.disabled',
            'factor.limit',
            'factor.throttled',
            'factor.unconfigured',
            'provider.timeout',
          ),
        },
      },
    },
    async (request) => {
      requireFresh(request, deps.now());
      const subject = await subjectOf(deps, actorOf(request));
      const bound = hashOf(request.session.sessionId);
      return askedView(await beginEnrolment(deps, subject, bound, request.body, isDryRun(request)));
    },
  );

  app.post(
    '/factors/enrolment/confirm',
    {
      schema: {
        'x-session-only': true,
        operationId: 'confirmEnrolment',
        tags,
        summary: 'Confirm a factor by using it once',
        description:
          'A dry run looks at everything but a code that was mailed, which could be guessed where no try is counted.',
        querystring: Query(DryRun),
        body: ConfirmBody,
        response: {
          200: EnrolledView,
          201: EnrolledView,
          ...writeProblems(
            'session.not_fresh',
            'factor.disabled',
            'factor.limit',
            'factor.expired',
            'factor.failed',
          ),
        },
      },
    },
    async (request, reply) => {
      requireFresh(request, deps.now());
      const subject = await subjectOf(deps, actorOf(request));
      const bound = hashOf(request.session.sessionId);
      const { factor, backupCodes } = await confirmEnrolment(deps, request, subject, bound, request.body);
      return reply.code(isDryRun(request) ? 200 : 201).send({
        factor: viewOf(factor, subject),
        backupCodes: backupCodes === null ? null : [...backupCodes],
      });
    },
  );

  app.post(
    '/factors/backup-codes',
    {
      schema: {
        'x-session-only': true,
        operationId: 'renewBackupCodes',
        tags,
        summary: 'Ten new backup codes in place of all older ones',
        querystring: Query(DryRun),
        body: EmptyBody,
        response: {
          200: NewBackupCodes,
          201: NewBackupCodes,
          ...writeProblems('session.not_fresh', 'factor.disabled'),
        },
      },
    },
    async (request, reply) => {
      requireFresh(request, deps.now());
      const subject = await subjectOf(deps, actorOf(request));
      if (subject.enrolled.length === 0) {
        throw new ApiProblem('factor.disabled', 'Backup codes stand in for a factor. Enrol one first.');
      }
      const codes = await writeAsAsked(db, isDryRun(request), (tx) => newBackupCodes(tx, subject));
      if (isDryRun(request)) return reply.code(200).send({ codes: null });
      audit(request, subject, 'renew backup codes', null);
      await tellOfFactor(deps, request, subject, 'added', 'backup');
      return reply.code(201).send({ codes });
    },
  );

  app.patch(
    '/factors/:factorId',
    {
      schema: {
        'x-session-only': true,
        operationId: 'renameFactor',
        tags,
        summary: 'Give a factor another name',
        params: FactorParams,
        querystring: Query(DryRun),
        body: RenameBody,
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { storeId, userId } = actorOf(request);
      const name = request.body.name.trim();
      if (name === '') throw ApiProblem.field('name', 'must not be empty');
      const person = { storeId, id: userId };
      const { factorId } = request.params;
      if (!(await writeAsAsked(db, isDryRun(request), (tx) => renameFactor(tx, person, factorId, name))))
        throw ApiProblem.notFound('factor');
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/factors/:factorId',
    {
      schema: {
        'x-session-only': true,
        operationId: 'removeFactor',
        tags,
        summary: 'Remove a factor; with the last one the backup codes go as well',
        params: FactorParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'session.not_fresh', 'factor.last') },
      },
    },
    async (request, reply) => {
      requireFresh(request, deps.now());
      const subject = await subjectOf(deps, actorOf(request));
      const { person } = subject;
      const { factorId } = request.params;
      const kind = await writeAsAsked(db, isDryRun(request), async (tx) => {
        await lockFactorsOf(tx, person);
        const before = await listFactors(tx, person);
        const gone = before.find(({ id }) => id === factorId);
        if (gone === undefined) throw ApiProblem.notFound('factor');
        const enrolled = before.filter((one) => one !== gone);
        if (isNeeded(subject) && needsAnother({ ...subject, enrolled })) {
          throw new ApiProblem(
            'factor.last',
            'Your role needs a factor, and this is the last one that counts. Enrol another one first.',
          );
        }
        await deleteFactor(tx, person, factorId);
        if (enrolled.length === 0) await deleteBackupCodes(tx, person);
        return gone.kind;
      });
      if (isDryRun(request)) return reply.code(204).send(null);
      audit(request, subject, 'remove factor', kind);
      await tellOfFactor(deps, request, subject, 'removed', kind);
      return reply.code(204).send(null);
    },
  );
}

/** The sign-in asks for one of them now. */
const isNeeded = (subject: Subject): boolean =>
  usableFactors(subject).length > 0 && requirementOf(subject).step === 'prove';

/** Without what was taken away, the next sign-in would not be let in as this one was. */
function needsAnother(subject: Subject): boolean {
  return usableFactors(subject).length === 0 || requirementOf(subject).step !== 'prove';
}

const viewOf = (factor: EnrolledFactor, { settings }: Subject) => ({
  id: factor.id,
  kind: factor.kind,
  name: factor.name,
  enabled: settings.factors.includes(factor.kind),
  createdAt: factor.createdAt.toISOString(),
  lastUsedAt: factor.lastUsedAt?.toISOString() ?? null,
});

function audit(
  request: { readonly log: { info(fields: object, text: string): void } },
  { person }: Subject,
  what: string,
  kind: string | null,
): void {
  request.log.info(
    { audit: what, actor: { storeId: person.storeId, userId: person.id }, kind },
    'factors changed',
  );
}
