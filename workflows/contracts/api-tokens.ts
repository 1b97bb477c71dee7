/** Tokens by which programs call the API (access-and-approvals B3). */

/** Of the person who made it, or made by an administrator for an account that a program has. */
export const tokenKinds = ['personal', 'service'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** Why a token ended before its time. */
export const tokenEnds = [
  'owner',
  'administrator',
  /** Its account is disabled or gone. */
  'ownerDisabled',
  /** Its account holds no role any more. */
  'noRole',
] as const;
export type TokenEnd = (typeof tokenEnds)[number];

export const longestTokenDays = 365;

/** The token by which something was asked, as it was then. */
export interface UsedToken<Scope extends string = string> {
  readonly id: string;
  readonly name: string;
  /** It may do no more than this, whatever its account may. */
  readonly scopes: readonly Scope[];
  readonly madeById: string;
}
