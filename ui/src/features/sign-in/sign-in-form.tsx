import { Button, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { paths, Session } from '../../api/schema.ts';
import { signIn } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { lastChoice, rememberChoice } from './chosen-portal.ts';

export type Portal =
  paths['/sign-in']['get']['responses'][200]['content']['application/json']['portals'][number];

interface SignInFormProps {
  readonly portals: readonly Portal[];
  /** From the address; the last one used on this device otherwise. */
  readonly portal?: string | undefined;
  /** Who has to sign in, where only that person makes sense. */
  readonly loginName?: string;
  /** Where that person's account is. */
  readonly storeId?: string;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ portals, portal, loginName = '', storeId, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation();
  const last = lastChoice();
  const first =
    portals.find(({ stores }) => storeId !== undefined && stores.some(({ id }) => id === storeId)) ??
    portals.find(({ path }) => path === (portal ?? last.portal)) ??
    portals[0];
  const fields = useFields({
    portal: first?.path ?? '',
    storeId:
      first?.stores.find(({ id }) => id === (storeId ?? last.storeId))?.id ?? first?.stores[0]?.id ?? '',
    loginName,
    password: '',
  });
  const { values } = fields;
  const stores = portals.find(({ path }) => path === values.portal)?.stores ?? [];
  const submit = useMutation({
    mutationFn: () => signIn(values),
    onSuccess: (session) => {
      rememberChoice({ portal: values.portal, storeId: values.storeId });
      onSignedIn(session);
    },
    onError: (error) => {
      fields.fail(error);
      // A wrong password is typed anew; the name stays.
      fields.set('password', '');
      document.getElementById(fields.input('password').id)?.focus();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const complete = fields.check({
          loginName: values.loginName.trim() === '' && t('signIn.loginMissing'),
          password: values.password === '' && t('signIn.passwordMissing'),
        });
        if (complete) submit.mutate();
      }}
    >
      <Stack gap="md">
        {submit.error !== null && <ProblemAlert error={submit.error} shownFields={fields.failed} />}
        {portals.length > 1 && (
          <Select
            label={t('signIn.portal')}
            allowDeselect={false}
            data={portals.map(({ path, name }) => ({ value: path, label: name }))}
            {...fields.input('portal')}
            onChange={(path) => {
              if (path === null) return;
              fields.set('portal', path);
              fields.set('storeId', portals.find((one) => one.path === path)?.stores[0]?.id ?? '');
            }}
          />
        )}
        {stores.length > 1 && (
          <Select
            label={t('signIn.store')}
            description={t('signIn.storeHint')}
            allowDeselect={false}
            data={stores.map(({ id, name }) => ({ value: id, label: name }))}
            {...fields.input('storeId')}
            onChange={(id) => {
              if (id !== null) fields.set('storeId', id);
            }}
          />
        )}
        <TextInput
          label={t('signIn.login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={256}
          {...typed(fields.input('loginName'))}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          maxLength={1024}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...typed(fields.input('password'))}
        />
        <Button type="submit" loading={submit.isPending} disabled={stores.length === 0}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
