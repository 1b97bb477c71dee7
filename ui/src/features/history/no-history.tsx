import { IconHistory, IconHistoryOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { HistoryOff } from './history-off.tsx';

/** @param off stores of which nothing is shown because it is switched off, not because nothing was changed */
export function NoHistory({ off }: Parameters<typeof HistoryOff>[0]) {
  const { t } = useTranslation();
  return off.length > 0 ? (
    <EmptyState
      icon={IconHistoryOff}
      title={t('history.offTitle')}
      text={t('history.offText')}
      action={<HistoryOff off={off} />}
    />
  ) : (
    <EmptyState icon={IconHistory} title={t('history.noneTitle')} text={t('history.noneText')} />
  );
}
