import type { Permission } from './permissions.ts';

/**
 * The closed list of error codes, shared by providers, workflows, API and UI.
 *
 * A code is at once the `ApplicationFailure.type`, the `code` of a problem document and the
 * translation key. `recovery` says what the pipeline does, `status` what the API answers.
 */
export type Recovery =
  /** Try again with back-off; nothing is known to be wrong with the request. */
  | 'retry'
  /** The store's own credentials are refused: pause the store, try again slowly. */
  | 'pause'
  /** End the request; the reason is for the person who asked. */
  | 'stop';

interface ErrorKind {
  readonly recovery: Recovery;
  readonly status: number;
}

export const errorKinds = {
  'provider.unavailable': { recovery: 'retry', status: 503 },
  'provider.throttled': { recovery: 'retry', status: 503 },
  'provider.timeout': { recovery: 'retry', status: 504 },
  'provider.tls': { recovery: 'retry', status: 502 },
  'provider.credentials': { recovery: 'pause', status: 502 },
  'provider.forbidden': { recovery: 'stop', status: 502 },
  'object.notFound': { recovery: 'stop', status: 404 },
  'object.exists': { recovery: 'stop', status: 409 },
  'object.conflict': { recovery: 'stop', status: 409 },
  'object.circular': { recovery: 'stop', status: 422 },
  'object.protected': { recovery: 'stop', status: 409 },
  'object.synced': { recovery: 'stop', status: 409 },
  'object.state': { recovery: 'stop', status: 409 },
  'value.invalid': { recovery: 'stop', status: 422 },
  'filter.invalid': { recovery: 'stop', status: 400 },
  'query.limit': { recovery: 'stop', status: 422 },
  'operation.unsupported': { recovery: 'stop', status: 422 },
  'config.invalid': { recovery: 'stop', status: 422 },
  'signin.failed': { recovery: 'stop', status: 401 },
  'signin.locked': { recovery: 'stop', status: 401 },
  'signin.expired': { recovery: 'stop', status: 401 },
  'signin.must_change': { recovery: 'stop', status: 401 },
  'signin.no_role': { recovery: 'stop', status: 403 },
  'signin.throttled': { recovery: 'stop', status: 429 },
  'signin.restart': { recovery: 'stop', status: 401 },
  'signin.no_account': { recovery: 'stop', status: 403 },
  'signin.refused': { recovery: 'stop', status: 401 },
  'signin.provider': { recovery: 'stop', status: 502 },
  'factor.failed': { recovery: 'stop', status: 401 },
  'factor.locked': { recovery: 'stop', status: 423 },
  'factor.throttled': { recovery: 'stop', status: 429 },
  'factor.expired': { recovery: 'stop', status: 409 },
  'factor.unconfigured': { recovery: 'stop', status: 409 },
  'factor.disabled': { recovery: 'stop', status: 409 },
  'factor.limit': { recovery: 'stop', status: 409 },
  'factor.last': { recovery: 'stop', status: 409 },
  'factor.unenrolled': { recovery: 'stop', status: 403 },
  'session.missing': { recovery: 'stop', status: 401 },
  'session.not_fresh': { recovery: 'stop', status: 403 },
  'token.invalid': { recovery: 'stop', status: 401 },
  'token.session': { recovery: 'stop', status: 403 },
  'token.limit': { recovery: 'stop', status: 409 },
  'transport.insecure': { recovery: 'stop', status: 403 },
  'csrf.invalid': { recovery: 'stop', status: 403 },
  'permission.denied': { recovery: 'stop', status: 403 },
  'group.private': { recovery: 'stop', status: 403 },
  'store.disabled': { recovery: 'stop', status: 409 },
  'store.connect_failed': { recovery: 'stop', status: 422 },
  'store.in_use': { recovery: 'stop', status: 409 },
  'portal.in_use': { recovery: 'stop', status: 409 },
  'attribute.in_use': { recovery: 'stop', status: 409 },
  'request.notFound': { recovery: 'stop', status: 404 },
  'request.decided': { recovery: 'stop', status: 409 },
  'request.duplicate': { recovery: 'stop', status: 409 },
  'request.stale': { recovery: 'stop', status: 409 },
  'request.tooLate': { recovery: 'stop', status: 409 },
  'request.under_way': { recovery: 'stop', status: 409 },
  'request.key_reused': { recovery: 'stop', status: 422 },
  'undo.changed_since': { recovery: 'stop', status: 409 },
  'undo.expired': { recovery: 'stop', status: 409 },
  'undo.impossible': { recovery: 'stop', status: 409 },
  'replication.threshold': { recovery: 'stop', status: 409 },
  'version.stale': { recovery: 'stop', status: 412 },
  'policy.owners': { recovery: 'stop', status: 422 },
  'policy.prefix': { recovery: 'stop', status: 422 },
  'policy.container': { recovery: 'stop', status: 403 },
  'policy.fields': { recovery: 'stop', status: 403 },
  'sod.conflict': { recovery: 'stop', status: 403 },
  'name.taken': { recovery: 'stop', status: 409 },
  'workflow.exists': { recovery: 'stop', status: 409 },
  'link.used': { recovery: 'stop', status: 409 },
  'link.expired': { recovery: 'stop', status: 410 },
  'mail.unconfigured': { recovery: 'stop', status: 409 },
  'workflow.system': { recovery: 'stop', status: 409 },
  'role.last_administrator': { recovery: 'stop', status: 409 },
  'setup.code': { recovery: 'stop', status: 403 },
  'setup.done': { recovery: 'stop', status: 409 },
  notFound: { recovery: 'stop', status: 404 },
  'method.notAllowed': { recovery: 'stop', status: 405 },
  'body.invalid': { recovery: 'stop', status: 400 },
  'body.tooLarge': { recovery: 'stop', status: 413 },
  'media.unsupported': { recovery: 'stop', status: 415 },
  'rate.limited': { recovery: 'stop', status: 429 },
  'engine.unavailable': { recovery: 'retry', status: 503 },
  'search.unavailable': { recovery: 'retry', status: 503 },
  internal: { recovery: 'retry', status: 500 },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorKinds, value);

export const recoveryOf = (code: ErrorCode): Recovery => errorKinds[code].recovery;
export const statusOf = (code: ErrorCode): number => errorKinds[code].status;

/** A reason as it is stored with a request and shown to people. */
export interface Problem {
  readonly code: ErrorCode;
  /** One or two plain sentences: what happened and what to do next. No secrets, no stack. */
  readonly message: string;
  /** The fields at fault, by their names in the request body. */
  readonly fields?: readonly FieldProblem[];
  /** The permission that was lacking. */
  readonly permission?: Permission;
}

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** What the field holds now, where somebody else has changed it. */
  readonly current?: FieldValue;
}

/** A field of a request as it is written there: text, several ids, or nothing. */
export type FieldValue = string | readonly string[] | null;
