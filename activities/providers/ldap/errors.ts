/** LDAP result codes in the words of the contract (RFC 4511 appendix A). Codes decide; texts are never matched. */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import { ProviderError } from '../contract.ts';
import { LdapFailure } from '../ldap-client/failure.ts';

type Meaning = readonly [code: ErrorCode, message: string];

const invalid = (message: string): Meaning => ['value.invalid', message];
const limit: Meaning = [
  'query.limit',
  'The LDAP server refused to answer completely because of its limits. Raise the size limits of the service account there, or ask for less at once.',
];
const insecure: Meaning = [
  'config.invalid',
  'The LDAP server asks for a stronger way to sign in or for encryption. Check the store settings.',
];
const away: Meaning = ['provider.unavailable', 'The LDAP server is not available. Muster tries again.'];
const notFound: Meaning = [
  'object.notFound',
  'The object is no longer in the directory, or lies where the service account cannot see it.',
];
const changed: Meaning = [
  'object.conflict',
  'The object was changed in the directory meanwhile. Look at its present state and ask again.',
];

const byResultCode: Readonly<Record<number, Meaning>> = {
  1: away,
  2: ['operation.unsupported', 'The LDAP server does not know this operation.'],
  3: ['provider.timeout', 'The LDAP server ran out of time. Muster tries again.'],
  4: limit,
  7: insecure,
  8: insecure,
  10: [
    'config.invalid',
    'A part of the tree lies on another server, to which this one refers. Name that server as a store of its own, or choose base DNs that this server holds itself.',
  ],
  11: limit,
  12: ['operation.unsupported', 'The LDAP server does not offer what this needs.'],
  13: insecure,
  16: changed,
  17: invalid('The directory does not know this attribute.'),
  18: invalid('This attribute cannot be compared in this way.'),
  19: invalid(
    'A value breaks a rule of the directory: its length, its range, its number, or that it must be unique.',
  ),
  20: changed,
  21: invalid('A value has the wrong form for its attribute.'),
  32: notFound,
  34: invalid('This is no valid name or place in the directory.'),
  48: insecure,
  49: [
    'provider.credentials',
    'The LDAP server refuses the name or password of the service account. Correct them in the store settings.',
  ],
  50: [
    'provider.forbidden',
    'The service account of the store may not do this in the directory. Ask its administrator to grant the right.',
  ],
  51: ['provider.throttled', 'The LDAP server is busy. Muster tries again.'],
  52: away,
  53: ['operation.unsupported', 'The LDAP server refuses this change.'],
  64: invalid('This name is not allowed for this kind of object.'),
  65: invalid('A value is missing or not allowed for this kind of object.'),
  66: ['object.state', 'The object contains other objects. Move or remove those first.'],
  67: invalid('The name of an object is changed by renaming it.'),
  68: ['object.exists', 'The object or value is already there.'],
  69: invalid('The class of an object cannot be changed.'),
  71: invalid('Objects cannot be moved to another server here.'),
  122: changed,
};

/** Any error as the contract's; those of the contract pass unchanged. */
export function translate(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!(error instanceof LdapFailure)) {
    return new ProviderError('internal', 'Something unexpected went wrong in the LDAP provider.', {
      detail: error instanceof Error ? error.message : 'unknown',
      cause: error,
    });
  }
  const [code, message] = byResultCode[error.status] ?? [
    'internal',
    'The LDAP server reported an error of its own.',
  ];
  return new ProviderError(code, message, { detail: error.message.slice(0, 1000), cause: error });
}
