import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Request } from '../../api/schema.ts';
import '../../i18n/account-words.ts';

/** In the place of the two buttons, once it was settled in another window or by another person. */
export function DecidedMeanwhile({ request }: { request: Request }) {
  const { t } = useTranslation();
  const decision = request.approvals.findLast((approval) => approval.decision !== null)?.decision;
  const text =
    decision === undefined || decision === null
      ? t('decision.goneMeanwhile')
      : t(decision.decision === 'approve' ? 'decision.approvedMeanwhile' : 'decision.deniedMeanwhile', {
          name:
            decision.onBehalfOf === null
              ? decision.by.name
              : t('delegations.byFor', { by: decision.by.name, name: decision.onBehalfOf.name }),
        });
  return (
    <Alert
      role="status"
      variant="light"
      icon={<IconInfoCircle />}
      title={t('decision.meanwhile')}
      styles={{ title: { color: 'var(--m-run)' }, icon: { color: 'var(--m-run)' } }}
    >
      <span style={{ overflowWrap: 'anywhere' }}>{text}</span>
    </Alert>
  );
}
