import {
  IconDeviceMobile,
  IconFingerprint,
  IconKey,
  IconMail,
  IconMessageQuestion,
  IconPassword,
} from '@tabler/icons-react';
import type { ProofKind } from '../../../../workflows/contracts/factors.ts';

const icons = {
  totp: IconDeviceMobile,
  passkey: IconFingerprint,
  securityKey: IconKey,
  email: IconMail,
  securityQuestions: IconMessageQuestion,
  backup: IconPassword,
} as const satisfies Readonly<Record<ProofKind, unknown>>;

export function FactorIcon({ kind, size = 22 }: { kind: ProofKind; size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
