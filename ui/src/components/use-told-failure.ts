import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { asApiError } from '../api/problem.ts';
import { useProblemTitle } from './problem-alert.tsx';

/** Tells a failure where there is no form to show it in. */
export function useToldFailure(): (error: unknown) => void {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  return (error) => {
    const { detail, code } = asApiError(error).problem;
    notifications.show({
      color: 'red.9',
      title: titleOf(error),
      message: detail === '' && code === 'server.unreachable' ? t('problem.unreachable') : detail,
      autoClose: false,
    });
  };
}
