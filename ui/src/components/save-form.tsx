import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert.tsx';

interface SaveFormProps {
  readonly onSave: () => void;
  readonly saving: boolean;
  readonly disabled?: boolean;
  /** What the last try failed with, or null. */
  readonly error: unknown;
  readonly shownFields?: readonly string[];
  /** Other buttons, after Save. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A form that stands on a page of its own right: its fields, what went wrong, Save. */
export function SaveForm({
  onSave,
  saving,
  disabled = false,
  error,
  shownFields,
  beside,
  children,
}: SaveFormProps) {
  const { t } = useTranslation();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Stack gap="md">
        {children}
        {error !== null && <ProblemAlert error={error} {...(shownFields && { shownFields })} />}
        <Group gap="sm">
          <Button type="submit" loading={saving} disabled={disabled}>
            {t('common.save')}
          </Button>
          {beside}
        </Group>
      </Stack>
    </form>
  );
}
