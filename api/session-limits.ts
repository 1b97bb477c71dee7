/** How long a session lasts (access-and-approvals A5, A6). */

/** Without a request for this long it ends. */
export const idleLimitMs = 30 * 60_000;
/** It ends this long after sign-in in any case. */
export const absoluteLimitMs = 12 * 3_600_000;
/** A session that is merely used is written to the database at most this often. */
export const touchEveryMs = 60_000;
/** Role, account and store are looked at anew at most this often. */
export const checkEveryMs = 60_000;
/** With the directory out of reach, the last known role holds this long (docs/adr/0001). */
export const lastKnownMs = 15 * 60_000;
