/** An LDAP result other than success, untranslated. Never leaves this provider. */
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

  /**
   * The Windows error code that Active Directory puts first in its diagnostic message, as in
   * `0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0`.
   */
  get windowsCode(): number | null {
    const found = /^([0-9A-Fa-f]{8}):/.exec(this.diagnostic);
    return found?.[1] === undefined ? null : Number.parseInt(found[1], 16);
  }

  /** The reason of a refused bind, as in `AcceptSecurityContext error, data 52e, v2580`. */
  get bindReason(): number | null {
    const found = /\bdata ([0-9A-Fa-f]+),/.exec(this.diagnostic);
    return found?.[1] === undefined ? null : Number.parseInt(found[1], 16);
  }
}

/** RFC 4511 result codes this provider acts on. */
export const resultCode = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  noSuchAttribute: 16,
  attributeOrValueExists: 20,
  noSuchObject: 32,
  unwillingToPerform: 53,
  entryAlreadyExists: 68,
  constraintViolation: 19,
} as const;

export const isFailure = (error: unknown, ...statuses: readonly number[]): error is LdapFailure =>
  error instanceof LdapFailure && (statuses.length === 0 || statuses.includes(error.status));
