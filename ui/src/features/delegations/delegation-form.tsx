/** Hands on for a while what one is asked to decide. */
import { Group, Modal, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { longestDelegationDays } from '../../../../workflows/contracts/delegations.ts';
import { api, unwrap } from '../../api/client.ts';
import { delegations } from '../../api/delegations.ts';
import { useSession } from '../../api/session.ts';
import { dayOf } from '../../components/day-of.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface Values {
  readonly delegateId: string | null;
  /** As a date input has them, e.g. 2026-11-21. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly scope: 'all' | 'some';
  readonly workflows: string[];
}

export function DelegationForm({
  workflows,
  onDone,
}: {
  workflows: readonly { readonly id: string; readonly name: string }[];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { store } = useSession();
  const fields = useFields<Values>({
    delegateId: null,
    startsAt: '',
    endsAt: '',
    scope: 'all',
    workflows: [],
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [delegations.queryKey],
    onDone,
    save: () => {
      const begins = values.startsAt === '' ? null : dayOf(values.startsAt);
      return unwrap(
        api.POST('/delegations', {
          body: {
            delegateId: values.delegateId ?? '',
            ...(begins === null || begins.getTime() <= Date.now() ? {} : { startsAt: begins.toISOString() }),
            // Until the end of that day.
            endsAt: dayOf(values.endsAt, 1).toISOString(),
            workflows: values.scope === 'all' ? null : values.workflows,
          },
        }),
      );
    },
  });
  const chosen = fields.input('workflows');
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('delegations.create')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const isSound = fields.check({
            delegateId: values.delegateId === null && t('delegations.delegateMissing'),
            endsAt: values.endsAt === '' && t('delegations.endsMissing'),
            workflows:
              values.scope === 'some' && values.workflows.length === 0 && t('delegations.workflowsMissing'),
          });
          if (isSound) save.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('delegations.delegateHint')}</Text>
          <ObjectPicker
            {...fields.input('delegateId')}
            label={t('delegations.delegate')}
            purpose="manager"
            storeId={store.id}
          />
          <Group grow align="flex-start" gap="md" preventGrowOverflow={false}>
            <TextInput
              type="date"
              label={t('delegations.starts')}
              description={t('delegations.startsHint')}
              {...typed(fields.input('startsAt'))}
            />
            <TextInput
              type="date"
              label={t('delegations.ends')}
              description={t('delegations.endsHint', { count: longestDelegationDays })}
              {...typed(fields.input('endsAt'))}
            />
          </Group>
          <Select
            label={t('delegations.what')}
            allowDeselect={false}
            data={[
              { value: 'all', label: t('delegations.all') },
              { value: 'some', label: t('delegations.some') },
            ]}
            value={values.scope}
            onChange={(value) => {
              fields.set('scope', value === 'some' ? 'some' : 'all');
            }}
          />
          {values.scope === 'some' && (
            <MultiSelect
              {...chosen}
              label={t('delegations.workflows')}
              searchable
              data={workflows.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
        </Stack>
      </form>
    </Modal>
  );
}
