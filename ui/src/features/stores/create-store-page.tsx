/** To connect a directory: its kind, how to reach it, what of it, a look at all; then to read it now or later. */
import { Button, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { storeKinds, stores } from '../../api/queries.ts';
import { replicationKey } from '../../api/replication.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFields } from '../../components/use-fields.ts';
import { WizardEnd } from '../../components/wizard-end.tsx';
import { areaOf } from './areas.ts';
import { TestReport } from './connection-test.tsx';
import { type StoreDraft, useStoreDraft } from './create-draft.ts';
import { KindStep } from './kind-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { SettingsForm } from './settings-form.tsx';
import { isEmpty, type Setting, settingsOf } from './settings-schema.ts';
import { StoreCreated } from './store-created.tsx';
import { useStoreSettings } from './use-store-settings.ts';

export function CreateStorePage() {
  const { t } = useTranslation();
  const kinds = useQuery(storeKinds);
  const draft = useStoreDraft();
  const [made, setMade] = useState<IdentityStore | null>(null);
  const kind = kinds.data?.items.find((one) => one.kind === draft.value.kind) ?? kinds.data?.items[0];
  return (
    <>
      <PageHeader
        title={t('stores.create')}
        description={t('stores.createText')}
        back={{ to: '/admin/stores', label: t('navigation.stores') }}
      />
      <Panel narrow>
        {kinds.isPending && <Lines count={4} />}
        {kinds.error !== null && <ProblemAlert error={kinds.error} onRetry={() => void kinds.refetch()} />}
        {made !== null && <StoreCreated store={made} />}
        {made === null && kind !== undefined && (
          <Wizard
            // The settings of another kind are others.
            key={kind.kind}
            kinds={kinds.data?.items ?? []}
            kind={kind.kind}
            settings={settingsOf(kind.settings)}
            draft={draft}
            onMade={(store) => {
              draft.forget();
              setMade(store);
            }}
          />
        )}
      </Panel>
    </>
  );
}

/** What a test of the connection needs stands with the connection. */
const isOfScope = (setting: Setting): boolean => areaOf(setting) === 'scope' && !setting.required;

interface WizardProps {
  readonly kinds: readonly { readonly kind: IdentityStore['kind'] }[];
  readonly kind: IdentityStore['kind'];
  readonly settings: readonly Setting[];
  readonly draft: StoreDraft;
  readonly onMade: (store: IdentityStore) => void;
}

function Wizard({ kinds, kind, settings, draft, onMade }: WizardProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [step, setStep] = useState(0);
  const [force, setForce] = useState(false);
  const fields = useFields({ name: draft.value.name, description: draft.value.description });
  const form = useStoreSettings({ kind, settings, store: null, draft: draft.value.settings });
  const inScope = settings.filter((setting) => !setting.generated && isOfScope(setting));
  const steps = ['kind', 'connection', ...(inScope.length > 0 ? ['scope' as const] : []), 'review'] as const;
  const current = steps[step] ?? 'review';
  const stepOf = (setting: Setting) => steps.indexOf(isOfScope(setting) ? 'scope' : 'connection');
  const keep = () => {
    draft.keep({ kind, ...fields.values, settings: form.values }, settings);
  };
  const create = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/stores', {
          params: { query: { force } },
          body: {
            name: fields.values.name.trim(),
            description: fields.values.description.trim(),
            kind,
            settings: form.sent(),
          },
        }),
      ),
    onSuccess: async (made) => {
      onMade(made);
      await Promise.all([
        client.invalidateQueries({ queryKey: stores.queryKey }),
        client.invalidateQueries({ queryKey: replicationKey }),
      ]);
    },
    onError: (error) => {
      // What the directory refused is told here; what was typed wrong, at its step.
      if (asApiError(error).code === 'store.connect_failed') return;
      const at = form.showProblem(error);
      if (at !== undefined) setStep(stepOf(at));
      else if (fields.takes(error)) setStep(0);
    },
  });
  const goTo = (next: number) => {
    if (!fields.check({ name: fields.values.name.trim() === '' && t('stores.nameMissing') })) {
      setStep(0);
      return;
    }
    const missing = settings.filter(
      (setting) =>
        setting.required &&
        !setting.generated &&
        isEmpty(form.values[setting.name]) &&
        stepOf(setting) < next,
    );
    keep();
    if (missing.length > 0 && next > 1) {
      setStep(Math.min(...missing.map(stepOf)));
      form.tell(Object.fromEntries(missing.map(({ name }) => [name, t('stores.settingMissing')])));
      return;
    }
    create.reset();
    setStep(next);
    if (steps[next] === 'review') form.test.mutate();
  };
  const mayForce =
    force ||
    form.test.data?.ok === false ||
    (create.error !== null && asApiError(create.error).code === 'store.connect_failed');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (current === 'review') create.mutate();
        else goTo(step + 1);
      }}
    >
      <Stepper active={step} onStepClick={goTo} size="sm" mb={narrow ? 'xs' : 'xl'}>
        {steps.map((name) => (
          <Stepper.Step
            key={name}
            label={
              <span className={narrow ? 'm-visually-hidden' : undefined}>{t(`stores.steps.${name}`)}</span>
            }
          />
        ))}
      </Stepper>
      {narrow && (
        <Text fw={600} size="sm" mb="md">
          {t('groupForm.stepOf', { step: step + 1, count: steps.length, name: t(`stores.steps.${current}`) })}
        </Text>
      )}
      <Stack gap="md">
        {current === 'kind' && (
          <KindStep
            kinds={kinds.map((one) => one.kind)}
            kind={kind}
            fields={fields}
            onKind={(next) => {
              draft.keep({ kind: next, ...fields.values, settings: {} }, []);
            }}
          />
        )}
        {(current === 'connection' || current === 'scope') && (
          <SettingsForm
            settings={current === 'scope' ? inScope : settings.filter((setting) => !isOfScope(setting))}
            values={form.values}
            errors={form.errors}
            onChange={form.change}
          />
        )}
        {current === 'connection' && form.test.data !== undefined && <TestReport test={form.test.data} />}
        {current === 'review' && (
          <ReviewStep
            kind={kind}
            settings={settings}
            values={form.values}
            name={fields.values.name}
            description={fields.values.description}
            test={form.test}
            error={create.error}
            force={mayForce ? { checked: force, onChange: setForce } : null}
          />
        )}
        {current === 'connection' && form.test.error !== null && (
          <ProblemAlert error={form.test.error} shownFields={form.shownFields} />
        )}
        {current !== 'review' && create.error !== null && (
          <ProblemAlert error={create.error} shownFields={[...fields.failed, ...form.shownFields]} />
        )}
        <WizardEnd step={step} onBack={setStep}>
          {current === 'connection' && (
            <Button
              variant="default"
              loading={form.test.isPending}
              onClick={() => {
                form.test.mutate();
              }}
            >
              {t('stores.test')}
            </Button>
          )}
          <Button
            type="submit"
            loading={create.isPending}
            disabled={current === 'review' && form.test.isPending}
          >
            {t(current === 'review' ? 'stores.connect' : 'common.next')}
          </Button>
        </WizardEnd>
      </Stack>
    </form>
  );
}
