import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { useProblemTitle } from '../../components/problem-alert.tsx';

export function WithdrawButton({ requestId }: { requestId: string }) {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/requests/{requestId}/withdraw', { params: { path: { requestId } }, body: null })),
    onSuccess: () => {
      notifications.show({ message: t('request.withdrawn') });
    },
    onError: (error) => {
      notifications.show({
        color: 'red.9',
        title: titleOf(error),
        message: asApiError(error).problem.detail,
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['requests'] }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={18} aria-hidden />}
      loading={withdraw.isPending}
      onClick={() => {
        withdraw.mutate();
      }}
    >
      {t('request.withdraw')}
    </Button>
  );
}
