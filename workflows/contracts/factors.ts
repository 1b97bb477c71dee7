/** The factors by which people prove who they are beside their password (access-and-approvals 2). */

export const factorKinds = ['totp', 'passkey', 'securityKey', 'email', 'securityQuestions'] as const;
export type FactorKind = (typeof factorKinds)[number];

/** What else may be given in place of a factor: one of the codes that were shown once. */
export const proofKinds = [...factorKinds, 'backup'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** Those that no mail box and no research into a person opens: what a first administrator must have (A2). */
export const strongFactors: readonly FactorKind[] = ['totp', 'passkey', 'securityKey'];
