import { type Static, Type } from 'typebox';
import { type ErrorCode, statusOf } from '../../workflows/contracts/errors.ts';
import { PlanView } from './requests.ts';

const ProblemSchema = Type.Object(
  {
    type: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    status: Type.Integer(),
    code: Type.String({ description: 'What went wrong, from the closed list; the key for translations' }),
    detail: Type.String({ description: 'What happened and what to do next' }),
    errors: Type.Array(
      Type.Object({
        field: Type.String({ description: 'Path in the body, or the name of a parameter or header' }),
        code: Type.String(),
        message: Type.String(),
        current: Type.Optional(
          Type.Union([Type.String(), Type.Array(Type.String()), Type.Null()], {
            description: 'What the field holds now, where somebody else has changed it',
          }),
        ),
      }),
    ),
    permission: Type.Optional(
      Type.String({ description: 'The permission that was lacking: GET /why-not tells about it' }),
    ),
    plan: Type.Optional(PlanView),
    requestId: Type.Optional(
      Type.String({ description: 'The portal action that ended this way, or that has to be looked at' }),
    ),
    href: Type.Optional(Type.String({ description: 'Where to look at that action' })),
    traceId: Type.String({ description: 'Finds this answer in the log' }),
  },
  { title: 'Problem' },
);
export type ProblemDocument = Static<typeof ProblemSchema>;

/** The responses of a route that are problems, by status, from the codes it may answer. */
function problems(...codes: readonly ErrorCode[]) {
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.join(', '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}

/** What any route may answer. */
const anywhere: readonly ErrorCode[] = [
  'body.invalid',
  'transport.insecure',
  'value.invalid',
  'rate.limited',
  'internal',
  'engine.unavailable',
];

export const publicProblems = (...codes: readonly ErrorCode[]) => problems(...anywhere, ...codes);

export const readProblems = (...codes: readonly ErrorCode[]) =>
  problems(...anywhere, 'session.missing', 'permission.denied', ...codes);

export const writeProblems = (...codes: readonly ErrorCode[]) =>
  problems(
    ...anywhere,
    'session.missing',
    'permission.denied',
    'csrf.invalid',
    'request.key_reused',
    'request.under_way',
    'body.tooLarge',
    'media.unsupported',
    ...codes,
  );
