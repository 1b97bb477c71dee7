/** How long a session lasts (access-and-approvals A5, A6). */
import type { SessionActor } from './session-actor.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A session without anybody in it is one for the moment of a sign-in. */
export const emptyLimitMs = 30 * minuteMs;

/** When a session ends: idle for too long, or too long after its sign-in. Milliseconds since 1970, as all times here. */
export const endOfSession = (
  { sessionIdleMinutes, sessionHours }: Pick<SessionActor, 'sessionIdleMinutes' | 'sessionHours'>,
  { signedInAt, seenAt }: { readonly signedInAt: number; readonly seenAt: number },
): number => Math.min(seenAt + sessionIdleMinutes * minuteMs, latestEnd({ sessionHours }, signedInAt));

export const latestEnd = ({ sessionHours }: Pick<SessionActor, 'sessionHours'>, signedInAt: number): number =>
  signedInAt + sessionHours * hourMs;
/** A session that is merely used is written to the database at most this often. */
export const touchEveryMs = 60_000;
/** Role, account and store are looked at anew at most this often. */
export const checkEveryMs = 60_000;
/** With the directory out of reach, the last known role holds this long (docs/adr/0001). */
export const lastKnownMs = 15 * 60_000;
