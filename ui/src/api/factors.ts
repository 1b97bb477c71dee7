/** Second factors: of the sign-in that is under way, and of the person who is signed in. */
import { queryOptions } from '@tanstack/react-query';
import type { FactorKind, ProofKind } from '../../../workflows/contracts/factors.ts';
import { api, unwrap } from './client.ts';
import type { FactorChallenge, Session } from './schema.ts';
import { keepSession } from './session.ts';

export interface Enrolling {
  readonly kind: FactorKind;
  readonly address?: string;
}
export interface Confirming {
  readonly kind: FactorKind;
  readonly name?: string;
  readonly code?: string;
  readonly credential?: Record<string, unknown>;
  readonly questions?: { question: string; answer: string }[];
}
export interface Proving {
  readonly kind: ProofKind;
  readonly code?: string;
  readonly answers?: string[];
  readonly credential?: Record<string, unknown>;
}

/** How a factor is enrolled: at sign-in and in the profile alike. */
export interface EnrolmentCalls<T> {
  readonly begin: (body: Enrolling) => Promise<FactorChallenge>;
  /** Codes that are shown once come with it. */
  readonly confirm: (
    body: Confirming,
  ) => Promise<{ readonly result: T; readonly backupCodes: readonly string[] | null }>;
}

export const enrolmentAtSignIn: EnrolmentCalls<Session> = {
  begin: (body) => unwrap(api.POST('/sign-in/pending/enrolment', { body })),
  confirm: async (body) => {
    const { session, backupCodes } = await unwrap(api.POST('/sign-in/pending/enrolment/confirm', { body }));
    return { result: keepSession(session), backupCodes };
  },
};

export const ownEnrolment: EnrolmentCalls<null> = {
  begin: (body) => unwrap(api.POST('/factors/enrolment', { body })),
  confirm: async (body) => {
    const { backupCodes } = await unwrap(api.POST('/factors/enrolment/confirm', { body }));
    return { result: null, backupCodes };
  },
};

export const askForFactor = (kind: FactorKind): Promise<FactorChallenge> =>
  unwrap(api.POST('/sign-in/pending/challenge', { body: { kind } }));

export const giveFactor = async (body: Proving): Promise<Session> =>
  keepSession(await unwrap(api.POST('/sign-in/pending/proof', { body })));

export const ownFactors = queryOptions({
  queryKey: ['factors'],
  queryFn: () => unwrap(api.GET('/factors')),
});

export const factorSettings = (storeId: string) =>
  queryOptions({
    queryKey: ['stores', storeId, 'factors'],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/factor-settings', { params: { path: { storeId } } })),
  });

export const signInProviders = (storeId: string) =>
  queryOptions({
    queryKey: ['stores', storeId, 'sign-in-providers'],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/sign-in-providers', { params: { path: { storeId } } })),
  });
