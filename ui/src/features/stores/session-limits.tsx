/** How long people of a store stay signed in [access-and-approvals A5]. */
import { NumberInput, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { store as storeQuery } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

export function SessionLimits({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const fields = useFields<{ sessionIdleMinutes: number | string; sessionHours: number | string }>({
    sessionIdleMinutes: store.sessionIdleMinutes,
    sessionHours: store.sessionHours,
  });
  const save = useSave({
    fields,
    save: () =>
      unwrap(
        api.PATCH('/stores/{storeId}', {
          params: { path: { storeId: store.id }, header: { 'if-match': `"${String(store.version)}"` } },
          body: {
            sessionIdleMinutes: Number(fields.values.sessionIdleMinutes),
            sessionHours: Number(fields.values.sessionHours),
          },
        }),
      ),
    changes: [storeQuery(store.id).queryKey],
    onDone: () => undefined,
  });
  return (
    <Panel narrow title={t('factors.limits.title')}>
      <SaveForm
        onSave={() => {
          save.mutate();
        }}
        saving={save.isPending}
        error={fields.error}
        shownFields={fields.failed}
      >
        <Text size="sm" c="dimmed">
          {t('factors.limits.text')}
        </Text>
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
      </SaveForm>
    </Panel>
  );
}
