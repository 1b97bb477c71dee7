/** A request that must not be done: the reason is for the person who asked. */
import type { ErrorCode, FieldProblem } from '../../workflows/contracts/errors.ts';
import type { Permission } from '../../workflows/contracts/permissions.ts';

export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];

  /** The permission that was lacking, where one would have helped. */
  readonly permission: Permission | null;

  constructor(
    code: ErrorCode,
    message: string,
    fields: readonly FieldProblem[] = [],
    permission: Permission | null = null,
  ) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.permission = permission;
  }

  /** A refusal that is about one field of the request's body. */
  static field(code: ErrorCode, field: string, message: string): RequestRefused {
    return new RequestRefused(code, message, [{ field, code, message }]);
  }
}
