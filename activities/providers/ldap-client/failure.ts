/** An LDAP result other than success, untranslated. Never leaves a provider. */
export class LdapFailure extends Error {
  override readonly name = 'LdapFailure';
  /** RFC 4511 result code. */
  readonly status: number;
  readonly diagnostic: string;
  /** The deepest existing part of the DN, on noSuchObject. */
  readonly matchedDn: string;

  constructor(status: number, diagnostic: string, matchedDn = '') {
    super(`LDAP result ${status}: ${diagnostic}`);
    this.status = status;
    // Active Directory ends its texts with a NUL.
    this.diagnostic = diagnostic.replaceAll('\0', '');
    this.matchedDn = matchedDn;
  }
}

/** RFC 4511 result codes that providers act on. */
export const resultCode = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  noSuchAttribute: 16,
  attributeOrValueExists: 20,
  noSuchObject: 32,
  insufficientAccessRights: 50,
  unwillingToPerform: 53,
  entryAlreadyExists: 68,
  constraintViolation: 19,
  invalidCredentials: 49,
  objectClassViolation: 65,
  assertionFailed: 122,
} as const;

export const isFailure = (error: unknown, ...statuses: readonly number[]): error is LdapFailure =>
  error instanceof LdapFailure && (statuses.length === 0 || statuses.includes(error.status));
