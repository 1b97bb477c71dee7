/** One rule: its two sides and what happens. */
import { Modal, MultiSelect, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dutyActions, type DutyAction } from '../../../../workflows/contracts/duties.ts';
import { api, unwrap } from '../../api/client.ts';
import { roles as rolesQuery, stores as storesQuery } from '../../api/queries.ts';
import type { DutyRule } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ObjectPicker, ObjectsPicker } from '../../components/object-picker.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface Entry {
  readonly storeId: string;
  readonly kind: 'group' | 'role';
  readonly id: string;
}

interface Values {
  readonly name: string;
  readonly description: string;
  readonly first: readonly Entry[];
  readonly second: readonly Entry[];
  readonly action: DutyAction;
  readonly approver: { readonly storeId: string; readonly id: string } | null;
  readonly enabled: boolean;
}

const approverOf = (rule: DutyRule | null): Values['approver'] => {
  const approver = rule?.approver ?? null;
  return approver === null ? null : { storeId: approver.storeId, id: approver.id };
};

const entryOf = ({ storeId, kind, id }: Entry): Entry => ({ storeId, kind, id });

export function RuleForm({ rule, onDone }: { rule: DutyRule | null; onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const stores = useQuery(storesQuery);
  const [storeId, setStoreId] = useState(session.store.id);
  const fields = useFields<Values>({
    name: rule?.name ?? '',
    description: rule?.description ?? '',
    first: rule?.first.map(entryOf) ?? [],
    second: rule?.second.map(entryOf) ?? [],
    action: rule?.action ?? 'block',
    approver: approverOf(rule),
    enabled: rule?.enabled ?? true,
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [['duties']],
    onDone,
    save: () => {
      const body = {
        ...values,
        first: [...values.first],
        second: [...values.second],
        approver: values.action === 'approval' ? values.approver : null,
      };
      return rule === null
        ? unwrap(api.POST('/duty-rules', { body }))
        : unwrap(
            api.PATCH('/duty-rules/{ruleId}', {
              params: { path: { ruleId: rule.id }, header: { 'if-match': `"${String(rule.version)}"` } },
              body,
            }),
          );
    },
  });
  const items = stores.data?.items ?? [];
  const approver = fields.input('approver');
  return (
    <Modal
      opened
      size="lg"
      onClose={onDone}
      title={rule === null ? t('duties.create') : t('duties.edit', { name: rule.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const isSound = fields.check({
            name: values.name.trim() === '' && t('duties.nameMissing'),
            first: values.first.length === 0 && t('duties.sideMissing'),
            second: values.second.length === 0 && t('duties.sideMissing'),
            approver: values.action === 'approval' && values.approver === null && t('duties.approverMissing'),
          });
          if (isSound) save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('duties.name')}
            description={t('duties.nameHint')}
            maxLength={64}
            {...typed(fields.input('name'))}
          />
          <TextInput
            label={t('duties.description')}
            maxLength={256}
            {...typed(fields.input('description'))}
          />
          {items.length > 1 && (
            <Select
              label={t('duties.pickFrom')}
              description={t('duties.pickFromHint')}
              allowDeselect={false}
              data={items.map(({ id, name }) => ({ value: id, label: name }))}
              value={storeId}
              onChange={(id) => {
                if (id !== null) setStoreId(id);
              }}
            />
          )}
          <Side label={t('duties.first')} storeId={storeId} {...fields.input('first')} />
          <Side label={t('duties.second')} storeId={storeId} {...fields.input('second')} />
          <Select
            label={t('duties.action')}
            allowDeselect={false}
            data={dutyActions.map((action) => ({ value: action, label: t(`duties.actions.${action}`) }))}
            value={values.action}
            onChange={(action) => {
              fields.set('action', dutyActions.find((one) => one === action) ?? 'block');
            }}
          />
          {values.action === 'approval' && (
            <ObjectPicker
              id={approver.id}
              error={approver.error}
              label={t('duties.approver')}
              description={t('duties.approverHint')}
              purpose="approver"
              storeId={values.approver?.storeId ?? storeId}
              value={values.approver?.id ?? null}
              onChange={(id) => {
                fields.set(
                  'approver',
                  id === null ? null : { storeId: values.approver?.storeId ?? storeId, id },
                );
              }}
            />
          )}
          <Switch
            label={t('duties.enabled')}
            checked={values.enabled}
            onChange={(event) => {
              fields.set('enabled', event.currentTarget.checked);
            }}
          />
          <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
        </Stack>
      </form>
    </Modal>
  );
}

function Side({
  id,
  label,
  storeId,
  value,
  error,
  onChange,
}: {
  id: string;
  label: string;
  storeId: string;
  value: readonly Entry[];
  error: string | undefined;
  onChange: (entries: readonly Entry[]) => void;
}) {
  const { t } = useTranslation();
  const roles = useQuery(rolesQuery(storeId));
  const elsewhere = value.filter((entry) => entry.storeId !== storeId);
  const idsOf = (kind: Entry['kind']) =>
    value.flatMap((entry) => (entry.storeId === storeId && entry.kind === kind ? [entry.id] : []));
  const put = (kind: Entry['kind'], ids: readonly string[]) => {
    onChange([
      ...value.filter((entry) => entry.storeId !== storeId || entry.kind !== kind),
      ...ids.map((one) => ({ storeId, kind, id: one })),
    ]);
  };
  return (
    <Stack gap="xs" component="fieldset" className="m-plain-fieldset">
      <Text component="legend" size="sm" fw={600}>
        {label}
      </Text>
      <ObjectsPicker
        id={id}
        error={error}
        label={t('duties.groupsOf')}
        purpose="group"
        storeId={storeId}
        value={idsOf('group')}
        onChange={(ids) => {
          put('group', ids);
        }}
      />
      <MultiSelect
        label={t('duties.rolesOf')}
        searchable
        data={(roles.data?.items ?? []).map((role) => ({ value: role.id, label: role.name }))}
        value={idsOf('role')}
        onChange={(ids) => {
          put('role', ids);
        }}
      />
      {elsewhere.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('duties.others', { count: elsewhere.length })}
        </Text>
      )}
    </Stack>
  );
}
