import { Button, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { paths, PendingSignIn, Session } from '../../api/schema.ts';
import { leaveForProvider, signIn, signInByPasskey } from '../../api/session.ts';
import { browserHasKeys } from '../../api/webauthn.ts';
import { typed, useFields } from '../../components/use-fields.ts';
import { Lines } from '../../components/panel.tsx';
import { FactorProblem } from '../factors/problem.tsx';
import { lastChoice, rememberChoice } from './chosen-portal.ts';

/** Most people never see it, so it is no part of the first load. */
const SecondStep = lazy(() => import('./second-step.tsx').then((module) => ({ default: module.SecondStep })));

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
  /** The page to show afterwards, for a sign-in that leads through another site. */
  readonly to?: string | undefined;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ portals, portal, loginName = '', storeId, to, onSignedIn }: SignInFormProps) {
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
  const store = stores.find(({ id }) => id === values.storeId);
  const [pending, setPending] = useState<PendingSignIn | null>(null);
  const byPasskey = useMutation({
    mutationFn: () => signInByPasskey(values.portal),
    onSuccess: (session) => {
      rememberChoice({ portal: values.portal, storeId: session.store.id });
      onSignedIn(session);
    },
  });
  const elsewhere = useMutation({
    mutationFn: (providerId: string) =>
      leaveForProvider(providerId, { portal: values.portal, ...(to === undefined ? {} : { to }) }),
    onSuccess: (url) => {
      rememberChoice({ portal: values.portal, storeId: values.storeId });
      window.location.assign(url);
    },
  });
  const submit = useMutation({
    mutationFn: () => signIn(values),
    onSuccess: ({ session, pending: next }) => {
      rememberChoice({ portal: values.portal, storeId: values.storeId });
      if (session === null) setPending(next);
      else onSignedIn(session);
    },
    onError: (error) => {
      fields.fail(error);
      // A wrong password is typed anew; the name stays.
      fields.set('password', '');
      document.getElementById(fields.input('password').id)?.focus();
    },
  });
  if (pending !== null) {
    return (
      <Suspense fallback={<Lines count={4} />}>
        <SecondStep
          pending={pending}
          onSignedIn={onSignedIn}
          onCancel={() => {
            setPending(null);
            fields.set('password', '');
            submit.reset();
          }}
        />
      </Suspense>
    );
  }
  const error = submit.error ?? byPasskey.error ?? elsewhere.error;
  const hasPasskey = store?.passkey === true && browserHasKeys();
  const others = hasPasskey || (store?.providers ?? []).length > 0;
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
        {error !== null && <FactorProblem error={error} shownFields={fields.failed} />}
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
        {store?.password !== false && (
          <>
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
          </>
        )}
        {others && store?.password === true && (
          <Text size="sm" c="dimmed" ta="center">
            {t('signIn.or')}
          </Text>
        )}
        {hasPasskey && (
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={byPasskey.isPending}
            onClick={() => {
              byPasskey.mutate();
            }}
          >
            {t('signIn.byPasskey')}
          </Button>
        )}
        {store?.providers.map(({ id, name }) => (
          <Button
            key={id}
            variant="default"
            leftSection={<IconLogin2 size={18} aria-hidden />}
            loading={elsewhere.isPending && elsewhere.variables === id}
            onClick={() => {
              elsewhere.mutate(id);
            }}
          >
            {t('signIn.byProvider', { name })}
          </Button>
        ))}
      </Stack>
    </form>
  );
}
