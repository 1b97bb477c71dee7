/** Where messages go, and of what they tell. */
import { Checkbox, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { webhookEvents } from '../../../../workflows/contracts/webhooks.ts';
import { api, unwrap } from '../../api/client.ts';
import type { Webhook } from '../../api/schema.ts';
import { webhooks } from '../../api/webhooks.ts';
import { workflows } from '../../api/workflows.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface Values {
  readonly name: string;
  readonly url: string;
  readonly events: Webhook['events'];
  /** None is all of them. */
  readonly workflowIds: string[];
  readonly enabled: boolean;
}

interface WebhookFormProps {
  readonly storeId: string;
  /** Null for a new one. */
  readonly webhook: Webhook | null;
  readonly onSecret: (secret: string | null) => void;
  readonly onDone: () => void;
}

export function WebhookForm({ storeId, webhook, onSecret, onDone }: WebhookFormProps) {
  const { t } = useTranslation();
  const fields = useFields<Values>({
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    events: webhook?.events ?? [...webhookEvents],
    workflowIds: webhook?.workflowIds ?? [],
    enabled: webhook?.enabled ?? true,
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [webhooks(storeId).queryKey],
    onDone,
    save: async () => {
      const { workflowIds } = values;
      const body = {
        ...values,
        name: values.name.trim(),
        url: values.url.trim(),
        workflowIds: workflowIds.length === 0 ? null : workflowIds,
      };
      if (webhook === null) {
        const { secret } = await unwrap(
          api.POST('/stores/{storeId}/webhooks', { params: { path: { storeId } }, body }),
        );
        onSecret(secret);
        return;
      }
      await unwrap(
        api.PATCH('/stores/{storeId}/webhooks/{webhookId}', {
          params: {
            path: { storeId, webhookId: webhook.id },
            header: { 'if-match': `"${webhook.version}"` },
          },
          body,
        }),
      );
    },
  });
  const events = fields.input('events');
  const known = useQuery(workflows(storeId));
  return (
    <Modal
      opened
      onClose={onDone}
      title={t(webhook === null ? 'webhooks.create' : 'webhooks.edit')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const isSound = fields.check({
            name: values.name.trim() === '' && t('webhooks.nameMissing'),
            url: values.url.trim() === '' && t('webhooks.urlMissing'),
            events: values.events.length === 0 && t('webhooks.eventsMissing'),
          });
          if (isSound) save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('webhooks.name')}
            maxLength={64}
            autoComplete="off"
            data-autofocus
            {...typed(fields.input('name'))}
          />
          <TextInput
            label={t('webhooks.url')}
            description={t('webhooks.urlHint')}
            maxLength={2048}
            autoComplete="off"
            inputMode="url"
            {...typed(fields.input('url'))}
          />
          <Checkbox.Group
            id={events.id}
            label={t('webhooks.which')}
            error={events.error}
            value={[...events.value]}
            onChange={(chosen) => {
              events.onChange(webhookEvents.filter((event) => chosen.includes(event)));
            }}
          >
            <Stack gap="xs" mt="xs">
              {webhookEvents.map((event) => (
                <Checkbox key={event} value={event} label={t(`webhooks.events.${event}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <MultiSelect
            label={t('webhooks.workflows')}
            description={t('webhooks.workflowsHint')}
            data={(known.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            disabled={known.data === undefined}
            searchable
            clearable
            {...fields.input('workflowIds')}
          />
          <Checkbox
            label={t('webhooks.enabled')}
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
