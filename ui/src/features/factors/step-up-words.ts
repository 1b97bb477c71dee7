/** What a step-up asks for, in words (access-and-approvals E3). */
import { useTranslation } from 'react-i18next';
import type { FactorKind } from '../../../../workflows/contracts/factors.ts';
import type { StepUp } from '../../../../workflows/contracts/step-up.ts';
import '../../i18n/factor-words.ts';

/** @returns such as "Authenticator app, and 1 of Passkey or Security key"; empty for nothing */
export function useStepUpWords(): (asked: StepUp) => string {
  const { t, i18n } = useTranslation();
  const listed = (kinds: readonly FactorKind[], type: 'conjunction' | 'disjunction') =>
    new Intl.ListFormat(i18n.language, { type }).format(kinds.map((kind) => t(`factors.kinds.${kind}`)));
  return ({ demanded, choose, from }) => {
    if (demanded.length === 0 && choose === 0) return '';
    const form = choose === 0 ? 'all' : demanded.length === 0 ? 'some' : 'allAndSome';
    return t(`factors.stepUp.${form}`, {
      count: choose,
      demanded: listed(demanded, 'conjunction'),
      from: listed(from, 'disjunction'),
    });
  };
}
