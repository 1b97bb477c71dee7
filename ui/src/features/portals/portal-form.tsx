import { MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { portals, signInChoices, stores as storesQuery } from '../../api/queries.ts';
import type { Portal } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

export function PortalForm({ portal, onDone }: { portal: Portal | null; onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
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
  const save = useSave({
    fields,
    changes: [portals.queryKey, signInChoices.queryKey],
    onDone,
    save: () => {
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
        <TextInput label={t('portals.name')} required maxLength={64} {...typed(fields.input('name'))} />
        <TextInput
          label={t('portals.path')}
          description={t('portals.pathHint')}
          required
          maxLength={40}
          {...typed(fields.input('path'))}
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
          {...typed(fields.input('supportEmail'))}
        />
        <TextInput
          type="url"
          label={t('portals.helpUrl')}
          description={t('portals.helpUrlHint')}
          {...typed(fields.input('helpUrl'))}
        />
        <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
