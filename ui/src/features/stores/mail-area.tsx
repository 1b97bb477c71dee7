/** The mail server of a store, and a mail to try it. */
import {
  Alert,
  Button,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { mailSettings } from '../../api/mail.ts';
import { forEditing } from '../../api/queries.ts';
import type { MailSettings } from '../../api/schema.ts';
import { oneOf } from '../../app/search.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/mail-words.ts';

const auths = ['none', 'basic', 'oauth2'] as const;

export function MailArea({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const query = useQuery({ ...mailSettings(storeId), ...forEditing });
  return (
    <Stack gap={20}>
      <Panel narrow title={t('mailSettings.title')}>
        {query.data === undefined ? (
          <Waiting query={query} lines={8} />
        ) : (
          <MailForm key={query.data.version} storeId={storeId} settings={query.data} />
        )}
      </Panel>
      {query.data !== undefined && query.data.version > 0 && <TestMail storeId={storeId} />}
    </Stack>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function MailForm({ storeId, settings }: { storeId: string; settings: MailSettings }) {
  const { t } = useTranslation();
  const fields = useFields({
    host: settings.host ?? '',
    port: settings.port,
    tls: settings.tls,
    caCertificate: settings.caCertificate ?? '',
    fromAddress: settings.fromAddress ?? '',
    to: settings.to,
    cc: settings.cc,
    auth: settings.auth,
    userName: settings.userName ?? '',
    password: '',
    tokenUrl: settings.tokenUrl ?? '',
    clientId: settings.clientId ?? '',
    clientSecret: '',
    scope: settings.scope ?? '',
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [mailSettings(storeId).queryKey],
    onDone: () => undefined,
    save: () => {
      const { password, clientSecret, ...rest } = values;
      return unwrap(
        api.PUT('/stores/{storeId}/mail', {
          params: { path: { storeId }, header: { 'if-match': `"${String(settings.version)}"` } },
          body: {
            ...rest,
            caCertificate: orNull(rest.caCertificate),
            userName: orNull(rest.userName),
            tokenUrl: orNull(rest.tokenUrl),
            clientId: orNull(rest.clientId),
            scope: orNull(rest.scope),
            ...(password === '' ? {} : { password }),
            ...(clientSecret === '' ? {} : { clientSecret }),
          },
        }),
      );
    },
  });
  const secret = (name: 'password' | 'clientSecret') => (
    <PasswordInput
      label={t(`mailSettings.${name}`)}
      description={settings[name].set ? t('mailSettings.secretKept') : undefined}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('mailSettings.showSecret') }}
      {...typed(fields.input(name))}
    />
  );
  return (
    <SaveForm
      saving={save.isPending}
      error={save.error}
      shownFields={fields.failed}
      onSave={() => {
        const fine = fields.check({
          host: values.host.trim() === '' && t('mailSettings.hostMissing'),
          fromAddress: values.fromAddress.trim() === '' && t('mailSettings.fromMissing'),
        });
        if (fine) save.mutate();
      }}
    >
      <Text size="sm" c="dimmed">
        {t('mailSettings.text')}
      </Text>
      <TextInput label={t('mailSettings.host')} required {...typed(fields.input('host'))} />
      <NumberInput
        label={t('mailSettings.port')}
        required
        min={1}
        max={65535}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        w={140}
        {...fields.input('port')}
        onChange={(port) => {
          fields.set('port', Number(port));
        }}
      />
      <Switch
        label={t('mailSettings.tls')}
        description={t('mailSettings.tlsHint')}
        checked={values.tls}
        onChange={(event) => {
          fields.set('tls', event.currentTarget.checked);
        }}
      />
      {values.tls && (
        <Textarea
          label={t('mailSettings.caCertificate')}
          description={t('mailSettings.caCertificateHint')}
          autosize
          maxRows={8}
          {...typed(fields.input('caCertificate'))}
        />
      )}
      <TextInput label={t('mailSettings.fromAddress')} required {...typed(fields.input('fromAddress'))} />
      <Select
        label={t('mailSettings.auth')}
        allowDeselect={false}
        data={auths.map((value) => ({ value, label: t(`mailSettings.auths.${value}`) }))}
        {...fields.input('auth')}
        onChange={(value) => {
          fields.set('auth', oneOf(value, auths) ?? values.auth);
        }}
      />
      {values.auth !== 'none' && (
        <TextInput
          label={t('mailSettings.userName')}
          description={values.auth === 'oauth2' ? t('mailSettings.userNameHint') : undefined}
          required
          autoComplete="off"
          {...typed(fields.input('userName'))}
        />
      )}
      {values.auth === 'basic' && secret('password')}
      {values.auth === 'oauth2' && (
        <>
          <TextInput
            label={t('mailSettings.tokenUrl')}
            description={t('mailSettings.tokenUrlHint')}
            required
            {...typed(fields.input('tokenUrl'))}
          />
          <TextInput label={t('mailSettings.clientId')} required {...typed(fields.input('clientId'))} />
          {secret('clientSecret')}
          <TextInput label={t('mailSettings.scope')} {...typed(fields.input('scope'))} />
        </>
      )}
      <TextInput
        label={t('mailSettings.to')}
        description={t('mailSettings.toHint')}
        {...typed(fields.input('to'))}
      />
      <TextInput label={t('mailSettings.cc')} {...typed(fields.input('cc'))} />
    </SaveForm>
  );
}

function TestMail({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const fields = useFields({ to: '' });
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/stores/{storeId}/mail/test', {
          params: { path: { storeId } },
          body: { to: fields.values.to.trim() },
        }),
      ),
    onError: fields.fail,
  });
  return (
    <Panel narrow title={t('mailSettings.testTitle')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fields.check({ to: fields.values.to.trim() === '' && t('mailSettings.testToMissing') }))
            test.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('mailSettings.testText')}
          </Text>
          <TextInput label={t('mailSettings.testTo')} type="email" {...typed(fields.input('to'))} />
          {test.error !== null && <ProblemAlert error={test.error} shownFields={fields.failed} />}
          {test.data !== undefined && (
            <Alert
              role="status"
              variant="light"
              color={test.data.ok ? 'green' : 'red'}
              title={t(test.data.ok ? 'mailSettings.testDone' : 'mailSettings.testFailed')}
            >
              {test.data.message}
            </Alert>
          )}
          <Button type="submit" variant="default" w="fit-content" loading={test.isPending}>
            {t('mailSettings.testSend')}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
