/** The one error the API throws on purpose: a code of the closed list and words for the caller. */
import type { ErrorCode, FieldProblem, Problem } from '../workflows/contracts/errors.ts';
import type { Permission } from '../workflows/contracts/permissions.ts';
import type { Plan } from './schemas/requests.ts';

interface ProblemExtras {
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  /** The permission that was lacking; the refusal is written down. */
  readonly permission?: Permission;
  /** The request that this is about: it ended with this problem, or tells how it went on. */
  readonly requestId?: string;
  /** What would be done now, where that is not what the caller looked at. */
  readonly plan?: Plan;
  readonly cause?: unknown;
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;
  readonly permission: Permission | null;
  readonly requestId: string | null;
  readonly plan: Plan | null;

  /** @param message one or two plain sentences: what happened and what to do next */
  constructor(code: ErrorCode, message: string, extras: ProblemExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.fields = extras.fields ?? [];
    this.retryAfterSeconds = extras.retryAfterSeconds ?? null;
    this.permission = extras.permission ?? null;
    this.requestId = extras.requestId ?? null;
    this.plan = extras.plan ?? null;
  }

  /** Something wrong with one field of the body, the address or a header. */
  static field(field: string, message: string, code: ErrorCode = 'value.invalid'): ApiProblem {
    return ApiProblem.invalid([{ field, code, message }], code);
  }

  static invalid(fields: readonly FieldProblem[], code: ErrorCode = 'value.invalid'): ApiProblem {
    const said = fields.map(({ field, message }) =>
      sentence(field === '' ? `The body ${message}` : `${field} ${message}`),
    );
    return new ApiProblem(code, said.join(' '), { fields });
  }

  static notFound(what: string): ApiProblem {
    return new ApiProblem('notFound', `There is no such ${what}, or you may not see it.`);
  }

  /** How a request ended that could not be done. */
  static ofRequest(
    requestId: string,
    { code, message, fields, permission }: Problem,
    plan?: Plan,
  ): ApiProblem {
    return new ApiProblem(code, message, {
      requestId,
      ...(permission === undefined ? {} : { permission }),
      ...(fields === undefined ? {} : { fields }),
      ...(plan === undefined ? {} : { plan }),
    });
  }
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

export const denied = (permission: Permission): ApiProblem =>
  new ApiProblem(
    'permission.denied',
    `This needs the permission ${permission}. Ask an administrator of your identity store.`,
    { permission },
  );

export const staleVersion = (): ApiProblem =>
  new ApiProblem(
    'version.stale',
    'Somebody else changed this meanwhile. Read it again and repeat your change.',
    { fields: [{ field: 'if-match', code: 'version.stale', message: 'is not the current version' }] },
  );
