/**
 * What a factor is: one small module per kind. A factor knows how it is enrolled and proven, and
 * nothing of databases, sessions or counting; `api/factors/` keeps, binds, counts and locks.
 */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { FactorKind } from '../../../workflows/contracts/factors.ts';

/** Whose factor it is. */
export interface FactorPerson {
  readonly storeId: string;
  readonly id: string;
  readonly name: string;
  readonly loginName: string;
  /** Of the directory; null where it has none. */
  readonly mail: string | null;
}

export interface FactorContext {
  readonly person: FactorPerson;
  /** The address people use: names in authenticator apps, the origin of passkeys. */
  readonly site: URL;
  readonly now: Date;
  /** The pool one may choose from. */
  readonly questions: readonly string[];
  readonly rules: AnswerRules;
}

export interface AnswerRules {
  /** How many security questions an enrolment has. */
  readonly questions: number;
  readonly minAnswerLength: number;
}

/** What a person wishes when an enrolment begins. */
export interface Wanted {
  readonly address?: string | undefined;
}

/** What a person is shown, once. */
export interface Shown {
  readonly totp?: { readonly secret: string; readonly uri: string };
  /** Where a code was sent. */
  readonly address?: string;
  readonly questions?: {
    /** To choose from, or to answer in this order. */
    readonly texts: readonly string[];
    readonly count: number;
    readonly minAnswerLength: number;
  };
  /** Options for the browser's WebAuthn call. */
  readonly webauthn?: object;
}

/** What a person answers; each factor looks at its own part. */
export interface Answer {
  readonly code?: string | undefined;
  readonly answers?: readonly string[] | undefined;
  readonly questions?: readonly { readonly question: string; readonly answer: string }[] | undefined;
  /** What the browser's WebAuthn call gave. */
  readonly credential?: unknown;
}

/** Something asked of a person: what is shown, what the answer is checked against, a code to be mailed. */
export interface Asked {
  readonly shown: Shown;
  /** Kept encrypted until the answer comes. */
  readonly state: object;
  readonly mail?: { readonly to: string; readonly code: string };
}

/** An enrolled factor, opened. */
export interface KnownFactor {
  readonly id: string;
  readonly kind: FactorKind;
  readonly secret: unknown;
  readonly counter: number | null;
  readonly credentialId: string | null;
}

/** What is kept of a factor; `secret` is encrypted at rest. */
export interface Kept {
  readonly secret: object;
  readonly counter: number | null;
  readonly credentialId: string | null;
}

export interface Proof {
  readonly id: string;
  /** Must be above the kept one, or the proof is a replay; null for factors without. */
  readonly counter: number | null;
}

export interface Factor {
  /** More of this kind are refused. */
  readonly mostPerPerson: number;
  /** A new enrolment takes the place of the old one. */
  readonly replaces: boolean;
  /** The person gives it a name. */
  readonly named: boolean;
  /** Begins an enrolment. @throws {FactorRefused} */
  enrol(context: FactorContext, wanted: Wanted, known: readonly KnownFactor[]): Asked | Promise<Asked>;
  /** Null: the answer is wrong. @throws {FactorRefused} */
  confirm(context: FactorContext, state: unknown, answer: Answer): Promise<Kept | null>;
  /** What has to be asked before a proof; absent where people just give it. */
  ask?(context: FactorContext, known: readonly KnownFactor[]): Asked | Promise<Asked>;
  /** @param known of this kind. @param state of {@link ask}. Null: the answer is wrong. @throws {FactorRefused} */
  prove(
    context: FactorContext,
    known: readonly KnownFactor[],
    answer: Answer,
    state: unknown,
  ): Promise<Proof | null>;
}

/** Why an enrolment or a proof cannot be taken. */
export class FactorRefused extends Error {
  override readonly name = 'FactorRefused';
  readonly code: ErrorCode;
  readonly field: string | null;

  /** @param message plain words: what happened and what to do next */
  constructor(code: ErrorCode, message: string, extra: { field?: string; cause?: unknown } = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.field = extra.field ?? null;
  }
}

export const invalidField = (field: string, message: string): FactorRefused =>
  new FactorRefused('value.invalid', message, { field });
