/**
 * LDAP result codes and the Windows error codes Active Directory puts in front of its diagnostic
 * messages, in the words of the contract. Codes decide; texts are never matched.
 *
 * Sources: RFC 4511 appendix A; MS-ERREF 2.2; MS-ADTS 3.1.1.3.1.9.
 */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import { ProviderError } from '../contract.ts';
import { LdapFailure } from '../ldap-client/failure.ts';
import { bindReasonOf, windowsCodeOf } from './windows-code.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly attributes?: readonly string[];
}

const forbidden: Meaning = {
  code: 'provider.forbidden',
  message:
    'The service account of the store may not do this in Active Directory. Ask a domain administrator to delegate the right.',
};
const notFound: Meaning = {
  code: 'object.notFound',
  message: 'The object is no longer in Active Directory, or lies where the service account cannot see it.',
};
const conflict: Meaning = {
  code: 'object.conflict',
  message: 'The object was changed in Active Directory meanwhile. Look at its present state and ask again.',
};
const policy: Meaning = {
  code: 'value.invalid',
  message:
    'The domain refuses this password: too short, too simple, used before, or changed too recently. Choose another one.',
  attributes: ['unicodePwd'],
};
const accountTaken: Meaning = {
  code: 'object.exists',
  message: 'The account name is already in use in the domain. Choose another one.',
  attributes: ['sAMAccountName'],
};
const scopeRule = (message: string): Meaning => ({
  code: 'value.invalid',
  message,
  attributes: ['groupScope'],
});
const memberRule = (message: string): Meaning => ({ code: 'value.invalid', message, attributes: ['member'] });

/** By Windows error code. They say more than the LDAP code beside them. */
const byWindowsCode: Readonly<Record<number, Meaning>> = {
  0x5: forbidden, // ERROR_ACCESS_DENIED
  0x56: { code: 'signin.failed', message: 'Current password is not correct.', attributes: ['unicodePwd'] }, // ERROR_INVALID_PASSWORD
  0x524: accountTaken, // ERROR_USER_EXISTS
  0x525: notFound, // ERROR_NO_SUCH_USER
  0x526: accountTaken, // ERROR_GROUP_EXISTS
  0x527: notFound, // ERROR_NO_SUCH_GROUP
  0x52d: policy, // ERROR_PASSWORD_RESTRICTION
  0x2014: { code: 'value.invalid', message: 'A value is missing or not allowed for this kind of object.' }, // ERROR_DS_OBJ_CLASS_VIOLATION
  0x200a: conflict, // ERROR_DS_NO_ATTRIBUTE_OR_VALUE
  0x200b: { code: 'value.invalid', message: 'A value has the wrong form for its attribute.' }, // ERROR_DS_INVALID_ATTRIBUTE_SYNTAX
  0x200c: { code: 'value.invalid', message: 'The directory does not know this attribute.' }, // ERROR_DS_ATTRIBUTE_TYPE_UNDEFINED
  0x200d: conflict, // ERROR_DS_ATTRIBUTE_OR_VALUE_EXISTS
  0x200e: { code: 'provider.throttled', message: 'The domain controller is busy. Muster tries again.' }, // ERROR_DS_BUSY
  0x200f: {
    code: 'provider.unavailable',
    message: 'The domain controller is not available. Muster tries again.',
  }, // ERROR_DS_UNAVAILABLE
  0x2015: { code: 'object.state', message: 'The object contains other objects. Move or remove those first.' }, // ERROR_DS_CANT_ON_NON_LEAF
  0x2030: notFound, // ERROR_DS_NO_SUCH_OBJECT
  0x208d: notFound, // ERROR_DS_OBJ_NOT_FOUND
  0x2071: {
    code: 'object.exists',
    message: 'An object of this name already exists in the container. Choose another name.',
    attributes: ['cn'],
  }, // ERROR_DS_OBJ_STRING_NAME_EXISTS
  0x2098: forbidden, // ERROR_DS_INSUFF_ACCESS_RIGHTS
  0x2141: scopeRule('The directory does not allow this change of type or scope for this group.'), // ERROR_DS_INVALID_GROUP_TYPE
  0x2144: memberRule('A global group cannot hold a domain local group.'), // ERROR_DS_GLOBAL_CANT_HAVE_LOCAL_MEMBER
  0x2145: memberRule('A global group cannot hold a universal group.'), // ERROR_DS_GLOBAL_CANT_HAVE_UNIVERSAL_MEMBER
  0x2146: memberRule('A universal group cannot hold a domain local group.'), // ERROR_DS_UNIVERSAL_CANT_HAVE_LOCAL_MEMBER
  0x2147: memberRule('A global group cannot hold members of another domain.'), // ERROR_DS_GLOBAL_CANT_HAVE_CROSSDOMAIN_MEMBER
  0x2148: memberRule('A domain local group of another domain cannot be a member.'), // ERROR_DS_LOCAL_CANT_HAVE_CROSSDOMAIN_LOCAL_MEMBER
  0x2149: {
    code: 'object.state',
    message: 'The group is the primary group of some accounts. Give those another primary group first.',
  }, // ERROR_DS_HAVE_PRIMARY_MEMBERS
  0x21c8: {
    code: 'object.exists',
    message: 'The logon name is already in use in the forest. Choose another one.',
    attributes: ['userPrincipalName'],
  }, // ERROR_DS_UPN_VALUE_NOT_UNIQUE_IN_FOREST
};

const invalid = (message: string): Meaning => ({ code: 'value.invalid', message });
const busy: Meaning = {
  code: 'provider.throttled',
  message: 'The domain controller is busy. Muster tries again.',
};
const limit: Meaning = {
  code: 'query.limit',
  message: 'The directory refused to answer completely because of its limits. Ask for less at once.',
};
const insecure: Meaning = {
  code: 'config.invalid',
  message:
    'The domain controller asks for a stronger way to sign in or for encryption. Check the store settings.',
};

/** By LDAP result code, where no Windows code says more. */
const byResultCode: Readonly<Record<number, Meaning>> = {
  1: {
    code: 'provider.unavailable',
    message: 'The domain controller could not do this. Muster tries again.',
  },
  2: { code: 'operation.unsupported', message: 'The domain controller does not know this operation.' },
  3: { code: 'provider.timeout', message: 'The domain controller ran out of time. Muster tries again.' },
  4: limit,
  7: insecure,
  8: insecure,
  10: {
    code: 'config.invalid',
    message: 'The object belongs to another domain. Check the base DNs of the store.',
  },
  11: limit,
  12: { code: 'operation.unsupported', message: 'The domain controller does not offer what this needs.' },
  13: insecure,
  16: conflict,
  17: invalid('The directory does not know this attribute.'),
  18: invalid('This attribute cannot be compared in this way.'),
  19: invalid('A value breaks a rule of the directory: its length, its range or its number.'),
  20: conflict,
  21: invalid('A value has the wrong form for its attribute.'),
  32: notFound,
  34: invalid('This is no valid name or place in the directory.'),
  48: insecure,
  50: forbidden,
  51: busy,
  52: {
    code: 'provider.unavailable',
    message: 'The domain controller is not available. Muster tries again.',
  },
  53: { code: 'operation.unsupported', message: 'The directory refuses this change.' },
  64: invalid('This name is not allowed for this kind of object.'),
  65: invalid('A value is missing or not allowed for this kind of object.'),
  66: { code: 'object.state', message: 'The object contains other objects. Move or remove those first.' },
  67: invalid('The name of an object is changed by renaming it.'),
  68: { code: 'object.exists', message: 'The object or value is already there.' },
  69: invalid('The kind of an object cannot be changed.'),
  71: invalid('Objects cannot be moved to another domain here.'),
};

/** What a refused sign-in of the service account means, by the reason AD gives. */
const bindMessages: Readonly<Record<number, string>> = {
  0x530: 'The service account may not sign in at this time of day.',
  0x531: 'The service account may not sign in from this machine.',
  0x532: 'The password of the service account has expired. Set a new one and enter it in the store settings.',
  0x533: 'The service account is disabled. Enable it in Active Directory.',
  0x701: 'The service account has expired. Extend it in Active Directory.',
  0x773: 'The service account must change its password. Set a new one and enter it in the store settings.',
  0x775: 'The service account is locked out. Unlock it in Active Directory.',
};

/** Active Directory names attributes as `Att 90290 (sAMAccountName)`. */
const attributesNamed = (diagnostic: string): string[] => [
  ...new Set(
    [...diagnostic.matchAll(/\bAtt [0-9a-f]+ \(([A-Za-z0-9-]+)\)/gi)].map((match) => match[1] ?? ''),
  ),
];

/** Any error as the contract's; those of the contract pass unchanged. */
export function translate(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!(error instanceof LdapFailure)) {
    return new ProviderError(
      'internal',
      'Something unexpected went wrong in the Active Directory provider.',
      {
        detail: error instanceof Error ? error.message : 'unknown',
        cause: error,
      },
    );
  }
  const detail = error.message.replaceAll('\0', '').slice(0, 1000);
  if (error.status === 49) {
    const message =
      bindMessages[bindReasonOf(error) ?? 0] ??
      'Active Directory refuses the name or password of the service account. Correct them in the store settings.';
    return new ProviderError('provider.credentials', message, { detail });
  }
  const meaning = byWindowsCode[windowsCodeOf(error) ?? -1] ??
    byResultCode[error.status] ?? {
      code: 'internal',
      message: 'Active Directory reported an error of its own.',
    };
  const named = attributesNamed(error.diagnostic);
  return new ProviderError(meaning.code, meaning.message, {
    detail,
    attributes: named.length > 0 ? named : (meaning.attributes ?? []),
    cause: error,
  });
}
