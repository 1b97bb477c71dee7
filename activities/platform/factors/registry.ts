/** All factors there are. */
import type { FactorKind } from '../../../workflows/contracts/factors.ts';
import type { Factor } from './contract.ts';
import { email } from './email.ts';
import { questions } from './questions.ts';
import { totp } from './totp.ts';
import { passkey, securityKey } from './webauthn.ts';

export const factors: Readonly<Record<FactorKind, Factor>> = {
  totp,
  passkey,
  securityKey,
  email,
  securityQuestions: questions,
};
