/** The second step of a sign-in: one enrolled factor, or a backup code. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProofKind } from '../../../../workflows/contracts/factors.ts';
import { askForFactor, giveFactor, type Proving } from '../../api/factors.ts';
import type { PendingSignIn, Session } from '../../api/schema.ts';
import { signWithKey } from '../../api/webauthn.ts';
import { Lines } from '../../components/panel.tsx';
import { typedInto, useFields } from '../../components/use-fields.ts';
import { CodeInput } from './code-input.tsx';
import { KindChoice } from './kind-choice.tsx';
import { FactorProblem } from './problem.tsx';

interface ProveFactorProps {
  readonly pending: PendingSignIn;
  readonly onSignedIn: (session: Session) => void;
}

export function ProveFactor({ pending, onSignedIn }: ProveFactorProps) {
  const { t } = useTranslation();
  const kinds: readonly ProofKind[] = [
    ...pending.factors,
    ...(pending.backupCodes ? ['backup' as const] : []),
  ];
  const [kind, setKind] = useState<ProofKind>(kinds[0] ?? 'backup');
  const others = kinds.filter((one) => one !== kind);
  return (
    <Stack gap="lg">
      <Way key={kind} kind={kind} onSignedIn={onSignedIn} />
      {others.length > 0 && (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t('factors.otherWays')}
          </Text>
          <KindChoice label={t('factors.otherWays')} kinds={others} onChoose={setKind} />
        </Stack>
      )}
    </Stack>
  );
}

function Way({ kind, onSignedIn }: { kind: ProofKind; onSignedIn: (session: Session) => void }) {
  switch (kind) {
    case 'passkey':
    case 'securityKey':
      return <ByKey kind={kind} onSignedIn={onSignedIn} />;
    case 'securityQuestions':
      return <ByQuestions onSignedIn={onSignedIn} />;
    case 'email':
      return <ByMail onSignedIn={onSignedIn} />;
    case 'totp':
    case 'backup':
      return <ByCode kind={kind} onSignedIn={onSignedIn} />;
  }
}

interface WayProps {
  readonly onSignedIn: (session: Session) => void;
}

function ByCode({
  kind,
  sentTo,
  onSignedIn,
}: WayProps & { kind: 'totp' | 'backup' | 'email'; sentTo?: string }) {
  const { t } = useTranslation();
  const fields = useFields({ code: '' });
  const give = useMutation({
    mutationFn: (body: Proving) => giveFactor(body),
    onSuccess: onSignedIn,
    onError: (error) => {
      fields.set('code', '');
      fields.fail(error);
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const code = fields.values.code.trim();
        if (fields.check({ code: code === '' && t('factors.codeMissing') })) give.mutate({ kind, code });
      }}
    >
      <Stack gap="md">
        {give.error !== null && <FactorProblem error={give.error} shownFields={fields.failed} />}
        <CodeInput
          label={t(`factors.codeLabels.${kind}`)}
          description={
            sentTo === undefined ? t(`factors.codeHints.${kind}`) : t('factors.sentTo', { address: sentTo })
          }
          digits={kind !== 'backup'}
          field={fields.input('code')}
        />
        <Button type="submit" loading={give.isPending}>
          {t('factors.continue')}
        </Button>
      </Stack>
    </form>
  );
}

function ByMail({ onSignedIn }: WayProps) {
  const { t } = useTranslation();
  const send = useMutation({ mutationFn: () => askForFactor('email') });
  const address = send.data?.address;
  return (
    <Stack gap="md">
      {send.error !== null && <FactorProblem error={send.error} />}
      {address === undefined ? (
        <>
          <Text size="sm">{t('factors.mailText')}</Text>
          <Button
            loading={send.isPending}
            onClick={() => {
              send.mutate();
            }}
          >
            {t('factors.send')}
          </Button>
        </>
      ) : (
        <>
          <ByCode kind="email" sentTo={address} onSignedIn={onSignedIn} />
          <Button
            variant="subtle"
            size="compact-sm"
            loading={send.isPending}
            onClick={() => {
              send.mutate();
            }}
          >
            {t('factors.sendAgain')}
          </Button>
        </>
      )}
    </Stack>
  );
}

function ByKey({ kind, onSignedIn }: WayProps & { kind: 'passkey' | 'securityKey' }) {
  const { t } = useTranslation();
  const give = useMutation({
    mutationFn: async () => {
      const { webauthn } = await askForFactor(kind);
      return giveFactor({ kind, credential: await signWithKey(webauthn) });
    },
    onSuccess: onSignedIn,
  });
  return (
    <Stack gap="md">
      {give.error !== null && <FactorProblem error={give.error} />}
      <Text size="sm">{t(`factors.keyText.${kind}`)}</Text>
      <Button
        loading={give.isPending}
        onClick={() => {
          give.mutate();
        }}
      >
        {t(`factors.useKey.${kind}`)}
      </Button>
    </Stack>
  );
}

function ByQuestions({ onSignedIn }: WayProps) {
  const { t } = useTranslation();
  const asked = useQuery({
    queryKey: ['sign-in', 'questions'],
    queryFn: () => askForFactor('securityQuestions'),
    staleTime: Infinity,
    gcTime: 0,
  });
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const give = useMutation({
    mutationFn: (body: Proving) => giveFactor(body),
    onSuccess: onSignedIn,
    onError: () => {
      setAnswers([]);
    },
  });
  const texts = asked.data?.questions?.texts ?? [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate({
          kind: 'securityQuestions',
          answers: texts.map((_text, index) => answers[index] ?? ''),
        });
      }}
    >
      <Stack gap="md">
        {asked.isPending && <Lines count={4} />}
        {asked.error !== null && <FactorProblem error={asked.error} />}
        {give.error !== null && <FactorProblem error={give.error} />}
        {texts.map((text, index) => (
          <TextInput
            key={text}
            label={text}
            autoComplete="off"
            maxLength={200}
            value={answers[index] ?? ''}
            onChange={typedInto((value) => {
              setAnswers(texts.map((_text, at) => (at === index ? value : (answers[at] ?? ''))));
            })}
          />
        ))}
        {texts.length > 0 && (
          <Button type="submit" loading={give.isPending}>
            {t('factors.continue')}
          </Button>
        )}
      </Stack>
    </form>
  );
}
