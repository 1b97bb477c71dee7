import { MultiSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { defaultPageSizes, pageSizeRange } from '../../../../workflows/contracts/personal-settings.ts';
import { api, unwrap } from '../../api/client.ts';
import { portals, signInChoices, stores as storesQuery } from '../../api/queries.ts';
import type { Portal } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

const number = { step: 5, allowDecimal: false, allowNegative: false, clampBehavior: 'none' } as const;

function isPageSize(typed: string): boolean {
  const size = Number(typed);
  return typed !== '' && Number.isInteger(size) && size >= pageSizeRange.least && size <= pageSizeRange.most;
}

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
    requestPageSize: String(portal?.requestPageSize ?? defaultPageSizes.requests),
    listPageSize: String(portal?.listPageSize ?? defaultPageSizes.lists),
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
        requestPageSize: Number(values.requestPageSize),
        listPageSize: Number(values.listPageSize),
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
          requestPageSize:
            !isPageSize(values.requestPageSize) &&
            values.requestPageSize !== '0' &&
            t('portals.requestPageSizeWrong', pageSizeRange),
          listPageSize: !isPageSize(values.listPageSize) && t('portals.pageSizeWrong', pageSizeRange),
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
        <NumberInput
          label={t('portals.listPageSize')}
          description={t('portals.pageSizeHint', pageSizeRange)}
          min={pageSizeRange.least}
          max={pageSizeRange.most}
          {...number}
          {...fields.input('listPageSize')}
          onChange={(value) => {
            fields.input('listPageSize').onChange(String(value));
          }}
        />
        <NumberInput
          label={t('portals.requestPageSize')}
          description={t('portals.requestPageSizeHint')}
          min={0}
          max={pageSizeRange.most}
          {...number}
          {...fields.input('requestPageSize')}
          onChange={(value) => {
            fields.input('requestPageSize').onChange(String(value));
          }}
        />
        <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
