/** A request in one line: what is asked for and for what. */
import { useTranslation } from 'react-i18next';
import type { RequestSummary } from '../../api/schema.ts';

export function useRequestTitle(): (request: Pick<RequestSummary, 'action' | 'target'>) => string {
  const { t } = useTranslation();
  return ({ action, target }) =>
    target.name === null ? t(`actions.${action}`) : t(`actionsOn.${action}`, { name: target.name });
}
