/** What Active Directory says in its diagnostic messages beyond the LDAP result code. */
import type { LdapFailure } from '../ldap-client/failure.ts';

/**
 * The Windows error code that stands first, as in
 * `0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0`.
 */
export const windowsCodeOf = (failure: LdapFailure): number | null =>
  hexIn(/^([0-9A-Fa-f]{8}):/, failure.diagnostic);

/** The reason of a refused bind, as in `AcceptSecurityContext error, data 52e, v2580`. */
export const bindReasonOf = (failure: LdapFailure): number | null =>
  hexIn(/\bdata ([0-9A-Fa-f]+),/, failure.diagnostic);

function hexIn(pattern: RegExp, text: string): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number.parseInt(found, 16);
}
