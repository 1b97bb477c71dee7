/** What holds for all approval workflows of a store. */
import { Group, NumberInput, Radio, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  mostDays,
  mostExpiryDays,
  mostLevels,
  mostReminderDays,
  noApproverChoices,
  selfApprovals,
} from '../../../../workflows/contracts/approvals.ts';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import type { ApprovalSettings } from '../../api/schema.ts';
import { workflowSettings } from '../../api/workflows.ts';
import { oneOf } from '../../app/search.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/request-words.ts';

export function WorkflowSettings({ storeId }: { storeId: string }) {
  const query = useQuery({ ...workflowSettings(storeId), ...forEditing });
  return (
    <Panel narrow>
      {query.data === undefined ? (
        <Waiting query={query} lines={4} />
      ) : (
        <SettingsForm
          key={`${storeId}/${String(query.data.version)}`}
          storeId={storeId}
          settings={query.data}
        />
      )}
    </Panel>
  );
}

function SettingsForm({ storeId, settings }: { storeId: string; settings: ApprovalSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { version, ...initial } = settings;
  const fields = useFields(initial);
  const { values } = fields;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/stores/{storeId}/workflow-settings', {
          params: { path: { storeId }, header: { 'if-match': `"${String(version)}"` } },
          body: values,
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(workflowSettings(storeId).queryKey, saved);
      notifications.show({ message: t('common.saved') });
    },
    onError: fields.fail,
  });
  return (
    <SaveForm
      onSave={() => {
        save.mutate();
      }}
      saving={save.isPending}
      error={save.error}
      shownFields={fields.failed}
    >
      <Radio.Group
        label={t('workflows.selfApproval')}
        description={t('workflows.selfApprovalHint')}
        value={values.selfApproval}
        onChange={(value) => {
          fields.set('selfApproval', oneOf(value, selfApprovals) ?? values.selfApproval);
        }}
      >
        <Stack gap="xs" mt={8}>
          {selfApprovals.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`workflows.selfApprovals.${one}`)}
              description={t(`workflows.selfApprovalHints.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ObjectPicker
        label={t('workflows.defaultApprover')}
        description={t('workflows.defaultApproverHint')}
        purpose="approver"
        storeId={storeId}
        {...fields.input('defaultApproverId')}
      />
      <Radio.Group
        label={t('workflows.noApprover')}
        description={t('workflows.noApproverHint')}
        value={values.noApprover}
        onChange={(value) => {
          fields.set('noApprover', oneOf(value, noApproverChoices) ?? values.noApprover);
        }}
      >
        <Stack gap="xs" mt={8}>
          {noApproverChoices.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`workflows.noApprovers.${one}`)}
              description={t(`workflows.noApproverHints.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t('workflows.storeAcceleration')}
        description={t('workflows.storeAccelerationHint')}
        checked={values.acceleration}
        error={fields.input('acceleration').error}
        onChange={(event) => {
          fields.set('acceleration', event.currentTarget.checked);
        }}
      />
      {values.acceleration && (
        <Group gap="md">
          <NumberInput
            label={t('workflows.days')}
            min={1}
            max={mostDays}
            allowDecimal={false}
            w={200}
            {...fields.input('days')}
            onChange={(value) => {
              fields.set('days', Number(value));
            }}
          />
          <NumberInput
            label={t('workflows.maxLevels')}
            min={1}
            max={mostLevels}
            allowDecimal={false}
            w={200}
            {...fields.input('maxLevels')}
            onChange={(value) => {
              fields.set('maxLevels', Number(value));
            }}
          />
        </Group>
      )}
      <Group gap="md" align="flex-start">
        <NumberInput
          label={t('waiting.expiryDays')}
          description={t('waiting.expiryDaysHint')}
          min={0}
          max={mostExpiryDays}
          allowDecimal={false}
          w={{ base: '100%', xs: 260 }}
          {...fields.input('expiryDays')}
          onChange={(value) => {
            fields.set('expiryDays', Number(value));
          }}
        />
        <NumberInput
          label={t('waiting.reminderDays')}
          description={t('waiting.reminderDaysHint')}
          min={0}
          max={mostReminderDays}
          allowDecimal={false}
          w={{ base: '100%', xs: 260 }}
          {...fields.input('reminderDays')}
          onChange={(value) => {
            fields.set('reminderDays', Number(value));
          }}
        />
      </Group>
    </SaveForm>
  );
}
