import { IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Badge } from './state-badge.tsx';

/** On what was done without the approvals it would have waited for. */
export function BreakGlassBadge() {
  const { t } = useTranslation();
  return (
    <Badge tone="bad" icon={<IconUrgent size={14} aria-hidden />}>
      {t('history.forced')}
    </Badge>
  );
}
