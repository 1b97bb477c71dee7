import { PasswordInput, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { signInProviders } from '../../api/factors.ts';
import { signInChoices } from '../../api/queries.ts';
import type { OpenidProvider } from '../../api/schema.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface SignInProviderFormProps {
  readonly storeId: string;
  readonly provider: OpenidProvider | null;
  readonly onDone: () => void;
}

const texts = ['name', 'issuer', 'clientId'] as const;
const mapping = ['scopes', 'claim', 'attribute'] as const;

export function SignInProviderForm({ storeId, provider, onDone }: SignInProviderFormProps) {
  const { t } = useTranslation();
  const fields = useFields({
    name: provider?.name ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    clientSecret: '',
    scopes: provider?.scopes ?? 'profile email',
    claim: provider?.claim ?? 'email',
    attribute: provider?.attribute ?? 'mail',
    trustsSecondFactor: provider?.trustsSecondFactor ?? false,
    enabled: provider?.enabled ?? true,
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [signInProviders(storeId).queryKey, signInChoices.queryKey],
    onDone,
    save: () => {
      const { clientSecret, ...rest } = values;
      const body = { ...rest, ...(clientSecret === '' ? {} : { clientSecret }) };
      return provider === null
        ? unwrap(api.POST('/stores/{storeId}/sign-in-providers', { params: { path: { storeId } }, body }))
        : unwrap(
            api.PUT('/stores/{storeId}/sign-in-providers/{providerId}', {
              params: {
                path: { storeId, providerId: provider.id },
                header: { 'if-match': `"${String(provider.version)}"` },
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
        const missing = (name: 'name' | 'issuer' | 'clientId' | 'claim' | 'attribute') =>
          values[name].trim() === '' && t('stores.settingMissing');
        const complete = fields.check({
          name: missing('name'),
          issuer: missing('issuer'),
          clientId: missing('clientId'),
          claim: missing('claim'),
          attribute: missing('attribute'),
        });
        if (complete) save.mutate();
      }}
    >
      <Stack gap="md">
        {texts.map((name) => (
          <TextInput
            key={name}
            label={t(`providers.fields.${name}`)}
            description={t(`providers.hints.${name}`)}
            required
            {...typed(fields.input(name))}
          />
        ))}
        <PasswordInput
          label={t('providers.fields.clientSecret')}
          description={
            provider?.clientSecret.set === true
              ? t('providers.secretKept')
              : t('providers.hints.clientSecret')
          }
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('providers.showSecret') }}
          {...typed(fields.input('clientSecret'))}
        />
        {mapping.map((name) => (
          <TextInput
            key={name}
            label={t(`providers.fields.${name}`)}
            description={t(`providers.hints.${name}`)}
            required={name !== 'scopes'}
            {...typed(fields.input(name))}
          />
        ))}
        {(['trustsSecondFactor', 'enabled'] as const).map((name) => (
          <Switch
            key={name}
            label={t(`providers.fields.${name}`)}
            description={t(`providers.hints.${name}`)}
            checked={values[name]}
            onChange={(event) => {
              fields.set(name, event.currentTarget.checked);
            }}
          />
        ))}
        <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
