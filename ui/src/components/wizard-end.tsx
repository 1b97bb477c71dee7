import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface WizardEndProps {
  /** From 0; there is nothing before the first. */
  readonly step: number;
  readonly onBack: (step: number) => void;
  readonly children: ReactNode;
}

/** The buttons under a step: the way back, and what leads on. */
export function WizardEnd({ step, onBack, children }: WizardEndProps) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" mt="md">
      {step > 0 && (
        <Button
          variant="default"
          onClick={() => {
            onBack(step - 1);
          }}
        >
          {t('common.back')}
        </Button>
      )}
      {children}
    </Group>
  );
}
