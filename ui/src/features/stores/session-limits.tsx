/** How long people of a store stay signed in [access-and-approvals A5]. */
import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentityStore } from '../../api/schema.ts';
import { useFields } from '../../components/use-fields.ts';
import { PartForm } from './part-form.tsx';

export function SessionLimits({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const fields = useFields<{ sessionIdleMinutes: number | string; sessionHours: number | string }>({
    sessionIdleMinutes: store.sessionIdleMinutes,
    sessionHours: store.sessionHours,
  });
  return (
    <PartForm
      store={store}
      title={t('factors.limits.title')}
      text={t('factors.limits.text')}
      fields={fields}
      part={(values) => ({
        sessionIdleMinutes: Number(values.sessionIdleMinutes),
        sessionHours: Number(values.sessionHours),
      })}
    >
      <NumberInput
        label={t('factors.limits.idle')}
        description={t('factors.limits.idleHint')}
        min={5}
        max={480}
        allowDecimal={false}
        w={240}
        {...fields.input('sessionIdleMinutes')}
      />
      <NumberInput
        label={t('factors.limits.hours')}
        description={t('factors.limits.hoursHint')}
        min={1}
        max={24}
        allowDecimal={false}
        w={240}
        {...fields.input('sessionHours')}
      />
    </PartForm>
  );
}
