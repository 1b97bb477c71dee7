import { Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { portals, signInChoices, stores as storesQuery } from '../../api/queries.ts';
import type { Portal } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { typed, useFields } from '../../components/use-fields.ts';

export function PortalForm({ portal, onDone }: { portal: Portal | null; onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const all = useQuery({ ...storesQuery, enabled: holds(session, 'Manage Identity Store') });
  const choices = new Map(
    [...(all.data?.items ?? []), ...(portal?.stores ?? [])].map(({ id, name }) => [id, name]),
  );
  const fields = useFields({
    name: portal?.name ?? '',
    path: portal?.path ?? '',
    stores: portal?.stores.map(({ id }) => id) ?? [],
    supportEmail: portal?.supportEmail ?? '',
    helpUrl: portal?.helpUrl ?? '',
  });
  const { values } = fields;
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: values.name.trim(),
        path: values.path.trim(),
        stores: [...values.stores],
        supportEmail: values.supportEmail.trim() === '' ? null : values.supportEmail.trim(),
        helpUrl: values.helpUrl.trim() === '' ? null : values.helpUrl.trim(),
      };
      return portal === null
        ? unwrap(api.POST('/portals', { body }))
        : unwrap(
            api.PATCH('/portals/{portalId}', {
              params: {
                path: { portalId: portal.id },
                header: { 'if-match': `"${String(portal.version)}"` },
              },
              body,
            }),
          );
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: portals.queryKey });
      await client.invalidateQueries({ queryKey: signInChoices.queryKey });
      notifications.show({ message: t('common.saved') });
      onDone();
    },
    onError: fields.fail,
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const complete = fields.check({
          name: values.name.trim() === '' && t('portals.nameMissing'),
          path: !/^[a-z0-9-]{1,40}$/.test(values.path.trim()) && t('portals.pathWrong'),
          stores: values.stores.length === 0 && t('portals.storesMissing'),
        });
        if (complete) save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('portals.name')}
          required
          maxLength={64}
          {...fields.input('name')}
          onChange={typed(fields.input('name').onChange)}
        />
        <TextInput
          label={t('portals.path')}
          description={t('portals.pathHint')}
          required
          maxLength={40}
          {...fields.input('path')}
          onChange={typed(fields.input('path').onChange)}
        />
        <MultiSelect
          label={t('portals.stores')}
          required
          data={[...choices].map(([value, label]) => ({ value, label }))}
          {...fields.input('stores')}
          value={[...values.stores]}
        />
        <TextInput
          type="email"
          label={t('portals.supportEmail')}
          maxLength={320}
          {...fields.input('supportEmail')}
          onChange={typed(fields.input('supportEmail').onChange)}
        />
        <TextInput
          type="url"
          label={t('portals.helpUrl')}
          description={t('portals.helpUrlHint')}
          {...fields.input('helpUrl')}
          onChange={typed(fields.input('helpUrl').onChange)}
        />
        {save.error !== null && <ProblemAlert error={save.error} shownFields={fields.failed} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
