/** The form of an approval workflow beside the picture of its route, which follows what is typed. */
import { Group, MultiSelect, Radio, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  approvalEvents,
  approvalModes,
  approvalObjects,
  approverKindsFor,
  eventsOf,
  groupFields,
} from '../../../../workflows/contracts/approvals.ts';
import { api, unwrap } from '../../api/client.ts';
import type { ApprovalWorkflow } from '../../api/schema.ts';
import { workflows } from '../../api/workflows.ts';
import { oneOf } from '../../app/search.ts';
import { LinkButton } from '../../components/link.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { ApproverRows } from './approver-rows.tsx';
import { FilterRows } from './filter-rows.tsx';
import { DrawnRoute } from './drawn-route.tsx';
import { useWorkflowWords } from './workflow-words.ts';

interface WorkflowEditorProps {
  readonly storeId: string;
  /** Null for a new one. */
  readonly workflow: ApprovalWorkflow | null;
  readonly onDone: () => void;
}

export function WorkflowEditor({ storeId, workflow, onDone }: WorkflowEditorProps) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  const fields = useFields({
    name: workflow?.name ?? '',
    description: workflow?.description ?? '',
    objects: workflow?.objects ?? ['group' as const],
    event: workflow?.event ?? 'edit',
    fields: workflow?.fields ?? [],
    filters: workflow?.filters ?? [],
    approvers: workflow?.approvers ?? [],
    mode: workflow?.mode ?? 'any',
    acceleration: workflow?.acceleration ?? false,
    mailApproval: workflow?.mailApproval ?? false,
    portalId: workflow?.portalId ?? null,
    enabled: workflow?.enabled ?? true,
  });
  const { values } = fields;
  const portals = useQuery(workflows(storeId)).data?.portals ?? [];
  const isSystem = workflow !== null && workflow.system !== null;
  const approvers = values.approvers.map(({ kind, id }) => ({ kind, ...(id === undefined ? {} : { id }) }));
  const save = useSave({
    fields,
    changes: [workflows(storeId).queryKey],
    onDone,
    save: () => {
      const { mode, acceleration, mailApproval, enabled } = values;
      const open = { approvers, mode, acceleration, mailApproval, enabled };
      const body = {
        ...values,
        ...open,
        name: values.name.trim(),
        fields: values.event === 'edit' ? values.fields : [],
      };
      return workflow === null
        ? unwrap(api.POST('/stores/{storeId}/workflows', { params: { path: { storeId } }, body }))
        : unwrap(
            api.PATCH('/stores/{storeId}/workflows/{workflowId}', {
              params: {
                path: { storeId, workflowId: workflow.id },
                header: { 'if-match': `"${String(workflow.version)}"` },
              },
              body: isSystem ? open : body,
            }),
          );
    },
  });
  const possible = approvalEvents.filter((event) =>
    values.objects.every((object) => eventsOf[object].includes(event)),
  );
  const kinds = approverKindsFor(values.objects[0] ?? 'group', values.event);
  const onlyGroups = values.objects.every((object) => object === 'group');
  return (
    <div className="m-columns" data-even>
      <Panel>
        <SaveForm
          saving={save.isPending}
          error={save.error}
          shownFields={fields.failed}
          beside={
            <LinkButton variant="default" to="/admin/workflows" search={{ store: storeId }}>
              {t('common.cancel')}
            </LinkButton>
          }
          onSave={() => {
            const fine = fields.check({
              name: values.name.trim() === '' && t('workflows.nameMissing'),
              fields:
                !isSystem &&
                values.event === 'edit' &&
                values.fields.length === 0 &&
                t('workflows.fieldsMissing'),
              approvers: values.approvers.length === 0 && values.enabled && t('workflows.approversMissing'),
            });
            if (fine) save.mutate();
          }}
        >
          <Switch
            label={t('workflows.enabled')}
            checked={values.enabled}
            onChange={(event) => {
              fields.set('enabled', event.currentTarget.checked);
            }}
          />
          {!isSystem && (
            <>
              <TextInput
                label={t('workflows.name')}
                required
                maxLength={64}
                {...typed(fields.input('name'))}
              />
              <Textarea
                label={t('workflows.description')}
                maxLength={256}
                autosize
                {...typed(fields.input('description'))}
              />
              <MultiSelect
                label={t('workflows.of')}
                data={approvalObjects.map((object) => ({
                  value: object,
                  label: t(`workflows.objects.${object}`),
                }))}
                {...fields.input('objects')}
                onChange={(chosen) => {
                  fields.set(
                    'objects',
                    approvalObjects.filter((one) => chosen.includes(one)),
                  );
                }}
              />
              <Select
                label={t('workflows.event')}
                allowDeselect={false}
                data={possible.map((event) => ({ value: event, label: t(`workflows.events.${event}`) }))}
                {...fields.input('event')}
                onChange={(value) => {
                  fields.set('event', oneOf(value, approvalEvents) ?? values.event);
                }}
              />
              {values.event === 'edit' &&
                (onlyGroups ? (
                  <MultiSelect
                    label={t('workflows.fields')}
                    description={t('workflows.fieldsHint')}
                    data={groupFields.map((field) => ({ value: field, label: words.field(field) }))}
                    {...fields.input('fields')}
                    value={[...values.fields]}
                  />
                ) : (
                  <TagsInput
                    label={t('workflows.fields')}
                    description={t('workflows.fieldsFreeHint')}
                    {...fields.input('fields')}
                    value={[...values.fields]}
                  />
                ))}
              <FilterRows
                rows={values.filters}
                error={fields.input('filters').error}
                onChange={(rows) => {
                  fields.set('filters', rows);
                }}
              />
            </>
          )}
          <ApproverRows
            storeId={storeId}
            rows={values.approvers}
            kinds={kinds}
            ordered={values.mode === 'sequence'}
            error={fields.input('approvers').error}
            onChange={(rows) => {
              fields.set('approvers', rows);
            }}
          />
          {values.approvers.length > 1 && (
            <Radio.Group
              label={t('workflows.mode')}
              value={values.mode}
              onChange={(value) => {
                fields.set('mode', oneOf(value, approvalModes) ?? values.mode);
              }}
            >
              <Group gap="sm" mt={6}>
                {approvalModes.map((mode) => (
                  <Radio key={mode} value={mode} label={t(`workflows.modes.${mode}`)} />
                ))}
              </Group>
            </Radio.Group>
          )}
          <Switch
            label={t('workflows.acceleration')}
            description={t('workflows.accelerationHint')}
            checked={values.acceleration}
            error={fields.input('acceleration').error}
            onChange={(event) => {
              fields.set('acceleration', event.currentTarget.checked);
            }}
          />
          <Switch
            label={t('workflows.mailApproval')}
            description={t('workflows.mailApprovalHint')}
            checked={values.mailApproval}
            error={fields.input('mailApproval').error}
            onChange={(event) => {
              fields.set('mailApproval', event.currentTarget.checked);
            }}
          />
          {!isSystem && (portals.length > 0 || values.portalId !== null) && (
            <Select
              label={t('workflows.portal')}
              description={t('workflows.portalHint')}
              placeholder={t('workflows.anyPortal')}
              data={portals.map(({ id, name }) => ({ value: id, label: name }))}
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              w={{ base: '100%', sm: 320 }}
              {...fields.input('portalId')}
            />
          )}
        </SaveForm>
      </Panel>
      <Panel title={t('workflows.route')}>
        <DrawnRoute storeId={storeId} workflow={values} />
      </Panel>
    </div>
  );
}
