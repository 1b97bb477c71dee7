import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert.tsx';

interface FormEndProps {
  readonly error: unknown;
  readonly shownFields: readonly string[];
  readonly saving: boolean;
  readonly onCancel: () => void;
}

/** The end of a form in a dialog: what went wrong, Cancel, Save. */
export function FormEnd({ error, shownFields, saving, onCancel }: FormEndProps) {
  const { t } = useTranslation();
  return (
    <>
      {error !== null && <ProblemAlert error={error} shownFields={shownFields} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={saving}>
          {t('common.save')}
        </Button>
      </Group>
    </>
  );
}
