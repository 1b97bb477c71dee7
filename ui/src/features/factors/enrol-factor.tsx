/** Enrolling a factor, at sign-in and in the profile: choose, set up, use it once, keep the backup codes. */
import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorKind } from '../../../../workflows/contracts/factors.ts';
import type { Confirming, EnrolmentCalls } from '../../api/factors.ts';
import type { FactorChallenge } from '../../api/schema.ts';
import { createKey } from '../../api/webauthn.ts';
import { typed, useFields } from '../../components/use-fields.ts';
import { BackupCodes } from './backup-codes.tsx';
import { CodeInput } from './code-input.tsx';
import { KindChoice } from './kind-choice.tsx';
import { FactorProblem } from './problem.tsx';
import { QuestionsForm } from './questions-form.tsx';
import { TotpSecret } from './totp-secret.tsx';

interface EnrolFactorProps<T> {
  readonly kinds: readonly FactorKind[];
  readonly calls: EnrolmentCalls<T>;
  readonly onDone: (result: T) => void;
  /** Chosen already. */
  readonly first?: FactorKind | undefined;
}

export function EnrolFactor<T>({ kinds, calls, onDone, first }: EnrolFactorProps<T>) {
  const { t } = useTranslation();
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const [kind, setKind] = useState<FactorKind | undefined>(first ?? only);
  const [done, setDone] = useState<{ result: T; codes: readonly string[] } | null>(null);
  if (done !== null) {
    return (
      <BackupCodes
        codes={done.codes}
        onDone={() => {
          onDone(done.result);
        }}
      />
    );
  }
  if (kind === undefined) {
    return (
      <KindChoice
        label={t('factors.choose')}
        kinds={kinds}
        onChoose={(chosen) => {
          setKind(kinds.find((one) => one === chosen));
        }}
      />
    );
  }
  return (
    <Stack gap="md">
      <SetUp
        key={kind}
        kind={kind}
        calls={calls}
        onConfirmed={(result, codes) => {
          if (codes === null) onDone(result);
          else setDone({ result, codes });
        }}
      />
      {kinds.length > 1 && first === undefined && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setKind(undefined);
          }}
        >
          {t('factors.chooseAnother')}
        </Button>
      )}
    </Stack>
  );
}

interface SetUpProps<T> {
  readonly kind: FactorKind;
  readonly calls: EnrolmentCalls<T>;
  readonly onConfirmed: (result: T, codes: readonly string[] | null) => void;
}

function SetUp<T>({ kind, calls, onConfirmed }: SetUpProps<T>) {
  const { t } = useTranslation();
  const fields = useFields({ code: '', name: '', address: '', questions: '' });
  const [asked, setAsked] = useState<FactorChallenge | null>(null);
  const confirm = useMutation({
    mutationFn: (body: Confirming) => calls.confirm(body),
    onSuccess: ({ result, backupCodes }) => {
      onConfirmed(result, backupCodes);
    },
    onError: fields.fail,
  });
  const begin = useMutation({
    mutationFn: async () => {
      const address = fields.values.address.trim();
      const shown = await calls.begin({ kind, ...(address === '' ? {} : { address }) });
      if (shown.webauthn === undefined) {
        setAsked(shown);
        return;
      }
      const name = fields.values.name.trim();
      const credential = await createKey(shown.webauthn);
      confirm.mutate({ kind, credential, ...(name === '' ? {} : { name }) });
    },
    onError: fields.fail,
  });
  const error = confirm.error ?? begin.error;
  const problem = error !== null && <FactorProblem error={error} shownFields={fields.failed} />;
  if (asked?.questions !== undefined) {
    return (
      <>
        {problem}
        <QuestionsForm
          pool={asked.questions.texts}
          count={asked.questions.count}
          minAnswerLength={asked.questions.minAnswerLength}
          saving={confirm.isPending}
          onSave={(questions) => {
            confirm.mutate({ kind, questions });
          }}
        />
      </>
    );
  }
  const isKey = kind === 'passkey' || kind === 'securityKey';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (asked === null) {
          const named = kind !== 'securityKey' || fields.values.name.trim() !== '';
          if (fields.check({ name: !named && t('factors.nameMissing') })) begin.mutate();
          return;
        }
        const code = fields.values.code.trim();
        if (fields.check({ code: code === '' && t('factors.codeMissing') })) confirm.mutate({ kind, code });
      }}
    >
      <Stack gap="md">
        {problem}
        {asked?.totp !== undefined && <TotpSecret {...asked.totp} />}
        {asked === null && kind === 'email' && (
          <TextInput
            type="email"
            label={t('factors.address')}
            description={t('factors.addressHint')}
            autoComplete="email"
            maxLength={320}
            {...typed(fields.input('address'))}
          />
        )}
        {asked === null && kind === 'securityKey' && (
          <TextInput
            label={t('factors.name')}
            description={t('factors.nameHint')}
            maxLength={60}
            {...typed(fields.input('name'))}
          />
        )}
        {asked !== null && (
          <CodeInput
            label={t(`factors.codeLabels.${kind === 'email' ? 'email' : 'totp'}`)}
            {...(asked.address === undefined
              ? {}
              : { description: t('factors.sentTo', { address: asked.address }) })}
            field={fields.input('code')}
          />
        )}
        <Button type="submit" loading={begin.isPending || confirm.isPending}>
          {asked === null
            ? t(isKey ? `factors.create.${kind}` : `factors.begin.${kind}`)
            : t('factors.confirm')}
        </Button>
      </Stack>
    </form>
  );
}
