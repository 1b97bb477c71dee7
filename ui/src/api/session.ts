/** Who is signed in: read once, kept in the cache, asked for anew after signing in. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { levelledKinds } from '../../../workflows/contracts/field-levels.ts';
import { heldBy, type Permission } from '../../../workflows/contracts/permissions.ts';
import { api, setCsrfToken, unwrap } from './client.ts';
import { ApiError } from './problem.ts';
import { queryClient } from './queries.ts';
import type { PendingSignIn, Session } from './schema.ts';
import { signWithKey } from './webauthn.ts';

const sessionKey = ['session'];

export const session = queryOptions({
  queryKey: sessionKey,
  queryFn: async () => withToken(await unwrap(api.GET('/session'))),
  staleTime: 5 * 60_000,
});

function withToken(view: Session): Session {
  setCsrfToken(view.csrfToken);
  return view;
}

/** A session that has just begun. */
export function keepSession(view: Session): Session {
  const before = queryClient.getQueryData<Session>(sessionKey);
  // Somebody else signs in: nothing that was read for the one before is shown to them.
  if (before !== undefined && (before.user.id !== view.user.id || before.store.id !== view.store.id))
    queryClient.clear();
  queryClient.setQueryData(sessionKey, withToken(view));
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

/** A session, or what it still needs. */
export type SignedIn =
  | { readonly session: Session; readonly pending: null }
  | { readonly session: null; readonly pending: PendingSignIn };

/** @throws ApiError with a `signin.*` code */
export async function signIn(credentials: Credentials): Promise<SignedIn> {
  const answer = await unwrap(api.POST('/session', { body: credentials }));
  return 'step' in answer
    ? { session: null, pending: answer }
    : { session: keepSession(answer), pending: null };
}

/** @returns where the browser goes to sign in with an OpenID provider */
export async function leaveForProvider(
  providerId: string,
  body: { readonly portal?: string; readonly to?: string },
): Promise<string> {
  const { url } = await unwrap(
    api.POST('/sign-in/openid/{providerId}', { params: { path: { providerId } }, body }),
  );
  return url;
}

/** @param query what the provider added to our address */
export async function returnFromProvider(query: string): Promise<SignedIn & { readonly to: string }> {
  const {
    session: view,
    pending,
    to,
  } = await unwrap(api.POST('/sign-in/openid/return', { body: { query } }));
  if (view !== null) return { session: keepSession(view), pending: null, to };
  if (pending === null) throw new Error('The sign-in has no next step.');
  return { session: null, pending, to };
}

export async function signInByPasskey(portal: string): Promise<Session> {
  const { webauthn } = await unwrap(api.POST('/sign-in/passkey/challenge', { body: {} }));
  const credential = await signWithKey(webauthn);
  return keepSession(await unwrap(api.POST('/sign-in/passkey', { body: { portal, credential } })));
}

/**
 * Ends the session and forgets everything that was read in it.
 * @returns where to end the session of the provider one came from, or null
 */
export async function signOut(): Promise<string | null> {
  const { data } = await api.DELETE('/session');
  queryClient.clear();
  return data?.endSessionUrl ?? null;
}

/** Of a page behind the sign-in, whose route has loaded the session. */
export const useSession = (): Session => useSuspenseQuery(session).data;

/** Whether a field may be asked for of objects of any kind: nothing is found by what is hidden of some of them. */
export function useReadable(): (field: string) => boolean {
  const { hiddenFields } = useSession();
  return (field) => levelledKinds.every((kind) => !hiddenFields[kind].includes(field));
}

export const holds = (view: Session, permission: Permission): boolean =>
  heldBy(new Set(view.permissions), permission) !== null;
