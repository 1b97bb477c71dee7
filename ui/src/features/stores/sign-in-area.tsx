/** How people of a store prove who they are: factors, enrolment, OpenID providers. */
import { Checkbox, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { factorKinds } from '../../../../workflows/contracts/factors.ts';
import { api, unwrap } from '../../api/client.ts';
import { factorSettings } from '../../api/factors.ts';
import { forEditing } from '../../api/queries.ts';
import type { FactorSettings, IdentityStore } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import { RoleReach } from './role-reach.tsx';
import { SessionLimits } from './session-limits.tsx';
import { SignInProviders } from './sign-in-providers.tsx';
import '../../i18n/factor-words.ts';

export function SignInArea({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const storeId = store.id;
  const query = useQuery({ ...factorSettings(storeId), ...forEditing });
  return (
    <Stack gap={20}>
      <Panel narrow title={t('factors.settings.title')}>
        {query.data === undefined ? (
          <Waiting query={query} lines={6} />
        ) : (
          <FactorsForm key={query.data.version} storeId={storeId} settings={query.data} />
        )}
      </Panel>
      <SignInProviders storeId={storeId} />
      <SessionLimits key={store.version} store={store} />
      <RoleReach store={store} />
    </Stack>
  );
}

function FactorsForm({ storeId, settings }: { storeId: string; settings: FactorSettings }) {
  const { t } = useTranslation();
  const fields = useFields({
    enrolmentEnabled: settings.enrolmentEnabled,
    factors: settings.factors,
    questions: settings.questions ?? settings.builtInQuestions,
  });
  const { values } = fields;
  const builtIn = JSON.stringify(values.questions) === JSON.stringify(settings.builtInQuestions);
  const save = useSave({
    fields,
    save: () =>
      unwrap(
        api.PUT('/stores/{storeId}/factor-settings', {
          params: { path: { storeId }, header: { 'if-match': `"${String(settings.version)}"` } },
          body: { ...values, questions: builtIn ? null : values.questions },
        }),
      ),
    changes: [factorSettings(storeId).queryKey],
    onDone: () => undefined,
  });
  const enrolment = fields.input('enrolmentEnabled');
  const chosen = fields.input('factors');
  return (
    <SaveForm
      onSave={() => {
        save.mutate();
      }}
      saving={save.isPending}
      error={fields.error}
      shownFields={fields.failed}
    >
      <Text size="sm" c="dimmed">
        {t('factors.settings.text')}
      </Text>
      <Checkbox.Group
        label={t('factors.settings.offered')}
        error={chosen.error}
        value={[...chosen.value]}
        onChange={(kinds) => {
          chosen.onChange(factorKinds.filter((kind) => kinds.includes(kind)));
        }}
      >
        <Stack gap="xs" mt="xs">
          {factorKinds.map((kind) => {
            const missing = settings.unconfigured.includes(kind);
            return (
              <Checkbox
                key={kind}
                value={kind}
                label={t(`factors.kinds.${kind}`)}
                description={t(missing ? 'factors.settings.mailMissing' : `factors.hints.${kind}`)}
                disabled={missing && !values.factors.includes(kind)}
              />
            );
          })}
        </Stack>
      </Checkbox.Group>
      <Switch
        id={enrolment.id}
        label={t('factors.settings.enrolment')}
        description={t('factors.settings.enrolmentHint')}
        error={enrolment.error}
        checked={enrolment.value}
        onChange={(event) => {
          enrolment.onChange(event.currentTarget.checked);
        }}
      />
      {values.factors.includes('securityQuestions') && (
        <TagsInput
          label={t('factors.settings.questions')}
          description={t('factors.settings.questionsHint')}
          splitChars={[]}
          acceptValueOnBlur
          {...fields.input('questions')}
        />
      )}
    </SaveForm>
  );
}
