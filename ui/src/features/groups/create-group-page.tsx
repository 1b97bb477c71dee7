/** Name, access, members, review: free to go back, kept as a draft until it is sent. */
import { Button, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionHeaders, api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { groupRules } from '../../api/roles.ts';
import type { GroupRules, Plan } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { ObjectsPicker } from '../../components/object-picker.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFields } from '../../components/use-fields.ts';
import { WizardEnd } from '../../components/wizard-end.tsx';
import { PlanReview } from '../requests/plan-review.tsx';
import { BreakGlassOffer } from '../requests/break-glass-offer.tsx';
import { useSubmitAction } from '../requests/use-submit-action.ts';
import { AccessFields, TextFields } from './group-fields.tsx';
import { fullName, type GroupNaming, GroupNamingFields } from './group-naming.tsx';

interface Draft extends GroupNaming {
  readonly displayName: string;
  readonly description: string;
  readonly mail: string;
  readonly securityType: 'private' | 'semi-private' | 'public';
  readonly owner: string | null;
  readonly additionalOwners: readonly string[];
  readonly members: readonly string[];
}

const steps = ['name', 'access', 'members', 'review'] as const;
const fieldsOfStep: readonly (readonly (keyof Draft)[])[] = [
  ['name', 'prefix', 'container', 'displayName', 'description', 'mail'],
  ['securityType', 'owner', 'additionalOwners'],
  ['members'],
];
const lastStep = steps.length - 1;

/** What stays empty, or is not this person's to say, is left to the store's own defaults. */
function bodyOf(draft: Draft, rules: GroupRules | undefined) {
  const locked = new Set(rules?.lockedFields.map(({ field }) => field));
  const { name, ...rest } = wholeBodyOf(draft, rules);
  return { name, ...Object.fromEntries(Object.entries(rest).filter(([field]) => !locked.has(field))) };
}

const wholeBodyOf = (draft: Draft, rules: GroupRules | undefined) => ({
  name: fullName(draft, rules),
  ...(draft.container === null ? {} : { container: draft.container }),
  ...(draft.displayName.trim() === '' ? {} : { displayName: draft.displayName.trim() }),
  ...(draft.description.trim() === '' ? {} : { description: draft.description.trim() }),
  ...(draft.mail.trim() === '' ? {} : { mail: draft.mail.trim() }),
  securityType: draft.securityType,
  owner: draft.owner,
  additionalOwners: [...draft.additionalOwners],
  members: [...draft.members],
});

export function CreateGroupPage() {
  const { t } = useTranslation();
  const { store, user } = useSession();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const empty: Draft = {
    name: '',
    prefix: null,
    container: null,
    displayName: '',
    description: '',
    mail: '',
    securityType: 'semi-private',
    owner: user.id,
    additionalOwners: [],
    members: [user.id],
  };
  const [draft, setDraft, forgetDraft] = useSessionStorage<Draft>({
    key: `muster.create-group.${store.id}.${user.id}`,
    defaultValue: empty,
    getInitialValueInEffect: false,
  });
  const fields = useFields<Draft>({ ...empty, ...draft });
  const rules = useQuery(groupRules).data;
  const [step, setStep] = useState(0);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const path = { storeId: store.id };

  const plan = useMutation({
    mutationFn: async () =>
      (await unwrap(
        api.POST('/stores/{storeId}/groups', {
          params: { path, query: { dryRun: true } },
          body: bodyOf(fields.values, rules),
        }),
      )) as Plan,
    onError: (error) => {
      // To the step of the first field at fault; the page says the rest.
      const names = asApiError(error).problem.errors.map(({ field }) => field.split('/')[0] ?? '');
      // The account name is made from the name, so the name is what one changes.
      if (names.includes('accountName')) {
        setStep(0);
        fields.check({ name: asApiError(error).problem.detail });
        return;
      }
      const at = fieldsOfStep.findIndex((inStep) => inStep.some((name) => names.includes(name)));
      if (at !== -1) setStep(at);
      fields.fail(error);
    },
  });
  const submit = useSubmitAction();

  const makePlan = () => {
    setKey(crypto.randomUUID());
    plan.mutate();
  };
  const goTo = (next: number) => {
    if (!fields.check({ name: fields.values.name.trim() === '' && t('groupForm.nameMissing') })) {
      setStep(0);
      return;
    }
    setDraft(fields.values);
    setStep(next);
    if (next === lastStep) {
      makePlan();
    }
  };
  /** Another plan by now: it is shown, and sent as another request. */
  const showOther = (error: unknown) => {
    if (asApiError(error).code === 'version.stale') makePlan();
  };
  const send = () => {
    submit.mutate(
      async () => {
        const answer = await unwrap(
          api.POST('/stores/{storeId}/groups', {
            params: { path, header: actionHeaders(key, plan.data?.hash) },
            body: bodyOf(fields.values, rules),
          }),
        );
        forgetDraft();
        return answer;
      },
      {
        onError: showOther,
      },
    );
  };
  return (
    <>
      <PageHeader title={t('groups.create')} back={{ to: '/groups', label: t('navigation.groups') }} />
      <Panel narrow>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (step < lastStep) goTo(step + 1);
            else send();
          }}
        >
          <Stepper active={step} onStepClick={goTo} size="sm" mb="xl" {...(narrow ? { mb: 'xs' } : {})}>
            {steps.map((name) => (
              <Stepper.Step
                key={name}
                label={
                  <span className={narrow ? 'm-visually-hidden' : undefined}>
                    {t(`groupForm.steps.${name}`)}
                  </span>
                }
              />
            ))}
          </Stepper>
          {narrow && (
            <Text fw={600} size="sm" mb="md">
              {t('groupForm.stepOf', {
                step: step + 1,
                count: steps.length,
                name: t(`groupForm.steps.${steps[step] ?? 'review'}`),
              })}
            </Text>
          )}
          <Stack gap="md">
            {step < lastStep && fields.error !== null && (
              <ProblemAlert error={fields.error} shownFields={fields.failed} />
            )}
            {step === 0 && (
              <>
                <GroupNamingFields fields={fields} />
                <TextFields fields={fields} locked={rules?.lockedFields} />
              </>
            )}
            {step === 1 && <AccessFields fields={fields} locked={rules?.lockedFields} storeId={store.id} />}
            {step === 2 && (
              <ObjectsPicker
                label={t('groupForm.members')}
                description={t('groupForm.membersHint')}
                purpose="members"
                storeId={store.id}
                {...fields.input('members')}
              />
            )}
            {step === lastStep && (
              <>
                {plan.isPending && (
                  <Text size="sm" c="dimmed" role="status">
                    {t('review.planning')}
                  </Text>
                )}
                {plan.error !== null && (
                  <ProblemAlert
                    error={plan.error}
                    onRetry={() => {
                      plan.mutate();
                    }}
                  />
                )}
                {plan.data !== undefined && <PlanReview plan={plan.data} />}
                {submit.error !== null && <ProblemAlert error={submit.error} />}
              </>
            )}
            <WizardEnd step={step} onBack={setStep}>
              <Button
                type="submit"
                loading={submit.isPending}
                disabled={step === lastStep && plan.data === undefined}
              >
                {step < lastStep ? t('common.next') : t('groups.create')}
              </Button>
            </WizardEnd>
          </Stack>
        </form>
        {step === lastStep && (
          <BreakGlassOffer
            plan={plan.data}
            disabled={submit.isPending}
            onError={showOther}
            onDone={forgetDraft}
          />
        )}
      </Panel>
    </>
  );
}
