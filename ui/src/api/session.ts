/** Who is signed in: read once, kept in the cache, asked for anew after signing in. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { heldBy, type Permission } from '../../../workflows/contracts/permissions.ts';
import { api, setCsrfToken, unwrap } from './client.ts';
import { ApiError } from './problem.ts';
import { queryClient } from './queries.ts';
import type { Session } from './schema.ts';

const sessionKey = ['session'];

export const session = queryOptions({
  queryKey: sessionKey,
  queryFn: async () => keep(await unwrap(api.GET('/session'))),
  staleTime: 5 * 60_000,
});

function keep(view: Session): Session {
  setCsrfToken(view.csrfToken);
  return view;
}

/** The session, or null when nobody is signed in. */
export async function findSession(): Promise<Session | null> {
  try {
    return await queryClient.query({ ...session, staleTime: 'static' });
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) return null;
    throw error;
  }
}

export interface Credentials {
  readonly portal?: string;
  readonly storeId: string;
  readonly loginName: string;
  readonly password: string;
}

/** @throws ApiError with a `signin.*` code */
export async function signIn(credentials: Credentials): Promise<Session> {
  const view = keep(await unwrap(api.POST('/session', { body: credentials })));
  queryClient.setQueryData(sessionKey, view);
  return view;
}

/** Ends the session and forgets everything that was read in it. */
export async function signOut(): Promise<void> {
  await api.DELETE('/session');
  queryClient.clear();
}

/** Of a page behind the sign-in, whose route has loaded the session. */
export const useSession = (): Session => useSuspenseQuery(session).data;

export const holds = (view: Session, permission: Permission): boolean =>
  heldBy(new Set(view.permissions), permission) !== null;
