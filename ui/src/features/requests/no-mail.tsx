/** Said where people would wait for mails that never come (access-and-approvals W7). */
import { Alert, Group, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { holds, useSession } from '../../api/session.ts';
import { LinkAnchor } from '../../components/link.tsx';
import '../../i18n/request-words.ts';

export function NoMail({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const mayManage = holds(useSession(), 'Manage Identity Store');
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconMailOff aria-hidden />}
      title={t('noMail.title')}
      role="note"
      styles={{ title: { color: 'var(--m-wait)' }, icon: { color: 'var(--m-wait)' } }}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('noMail.text')}</Text>
        {mayManage && (
          <LinkAnchor
            to="/admin/stores/$storeId"
            params={{ storeId }}
            search={{ tab: 'mail' }}
            size="sm"
            underline="always"
          >
            {t('noMail.set')}
          </LinkAnchor>
        )}
      </Group>
    </Alert>
  );
}
