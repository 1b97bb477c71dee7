/** PostgreSQL's refusals in the portal's words. */
import pg from 'pg';
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import { type CheckFailure, ProviderError } from '../contract.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly failure: CheckFailure;
  readonly message: string;
}

const unavailable: Meaning = {
  code: 'provider.unavailable',
  failure: 'network',
  message: 'The database of this local directory does not answer. It is tried again.',
};
const busy: Meaning = {
  ...unavailable,
  message: 'The database of this local directory is busy. It is tried again.',
};
const credentials: Meaning = {
  code: 'provider.credentials',
  failure: 'credentials',
  message: 'The database of this local directory refuses the user name or password. Enter new ones.',
};
const privilege: Meaning = {
  code: 'provider.forbidden',
  failure: 'privilege',
  message:
    'The database user may not do this. Grant it CREATE on the database and all rights on its own schema.',
};
const tls: Meaning = {
  code: 'provider.tls',
  failure: 'tls',
  message:
    "The database's certificate cannot be verified, or it does not speak TLS. Check the address and its CA.",
};

/** By SQLSTATE (PostgreSQL, appendix A), the longest prefix first. */
const bySqlState: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  [
    '3D000',
    {
      code: 'config.invalid',
      failure: 'settings',
      message: 'There is no database of that name. Correct the address.',
    },
  ],
  ['42501', privilege],
  ['57014', { ...busy, code: 'provider.timeout' }],
  ['25006', { ...unavailable, message: 'The database is read-only at the moment. It is tried again.' }],
  [
    '22021',
    {
      code: 'value.invalid',
      failure: 'settings',
      message: 'A value holds characters that cannot be stored.',
    },
  ],
  [
    '22P05',
    {
      code: 'value.invalid',
      failure: 'settings',
      message: 'A value holds characters that cannot be stored.',
    },
  ],
  ['28', credentials],
  ['08', unavailable],
  ['57', unavailable],
  ['53', busy],
  ['40', busy],
  ['55P03', busy],
];

const bySystemCode: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: {
    code: 'provider.unavailable',
    failure: 'dns',
    message: "The database server's name is not known. Correct the address or the name server.",
  },
  EADDRFORBIDDEN: {
    code: 'provider.unavailable',
    failure: 'dns',
    message:
      "The database server's name leads to a link-local or metadata address, where Muster does not connect. Correct the name or the name server.",
  },
  EAI_AGAIN: { code: 'provider.unavailable', failure: 'dns', message: 'The name server does not answer.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: tls,
  SELF_SIGNED_CERT_IN_CHAIN: tls,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls,
  CERT_HAS_EXPIRED: tls,
  ERR_TLS_CERT_ALTNAME_INVALID: tls,
};

/** Connection losses that `pg` reports without a code. */
const lostConnection =
  /connection terminated|connection error|not queryable|timeout exceeded when trying to connect|pool after calling end/iu;

function meaningOf(error: Error): Meaning | null {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (error instanceof pg.DatabaseError) {
    return bySqlState.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
  }
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return meaningOf(error.errors[0]);
  if (/does not support SSL/u.test(error.message)) return tls;
  const known = bySystemCode[code];
  if (known !== undefined) return known;
  if (/^E[A-Z]+$/u.test(code) || lostConnection.test(error.message)) return unavailable;
  return null;
}

/** drizzle wraps the driver's error. */
const driverErrorOf = (error: unknown): Error =>
  error instanceof Error && error.cause instanceof Error && !(error instanceof pg.DatabaseError)
    ? driverErrorOf(error.cause)
    : error instanceof Error
      ? error
      : new Error(String(error));

/** The unique index a write ran into, or null. */
export function violatedIndex(error: unknown): string | null {
  const cause = driverErrorOf(error);
  return cause instanceof pg.DatabaseError && cause.code === '23505' ? (cause.constraint ?? '') : null;
}

/** True when a write named an object that is gone. */
export function isMissingReference(error: unknown): boolean {
  const cause = driverErrorOf(error);
  return cause instanceof pg.DatabaseError && cause.code === '23503';
}

/** What `check` calls the failure. */
export const checkFailureOf = (error: unknown): CheckFailure =>
  meaningOf(driverErrorOf(error))?.failure ?? 'settings';

export function translate(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const cause = driverErrorOf(error);
  const meaning = meaningOf(cause);
  const sqlState = cause instanceof pg.DatabaseError ? `${cause.code ?? ''} ` : '';
  return new ProviderError(
    meaning?.code ?? 'internal',
    meaning?.message ?? 'The local directory failed unexpectedly; see the log.',
    { detail: `${sqlState}${cause.message}`, cause: error },
  );
}
