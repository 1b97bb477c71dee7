/** One's own factors: enrol, rename, remove, and the backup codes. */
import { Button, Group, Menu, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorKind } from '../../../../workflows/contracts/factors.ts';
import { api, unwrap } from '../../api/client.ts';
import { ownEnrolment, ownFactors } from '../../api/factors.ts';
import { errorOf } from '../../api/problem.ts';
import type { Factor, OwnStepUp as OwnStepUpView } from '../../api/schema.ts';
import { browserHasKeys } from '../../api/webauthn.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { BackupCodes } from '../factors/backup-codes.tsx';
import { EnrolFactor } from '../factors/enrol-factor.tsx';
import { FactorIcon } from '../factors/factor-look.tsx';
import { useStepUpWords } from '../factors/step-up-words.ts';
import { FreshDialog } from './fresh-dialog.tsx';
import { RenameFactor } from './rename-factor.tsx';
import '../../i18n/factor-words.ts';

/** What somebody is about to do. */
type Doing =
  | { readonly what: 'enrol'; readonly kind: FactorKind }
  | { readonly what: 'rename' | 'remove'; readonly factor: Factor }
  | { readonly what: 'renewCodes' }
  | { readonly what: 'showCodes'; readonly codes: readonly string[] };

export function OwnFactors() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(ownFactors);
  const [doing, setDoing] = useState<Doing | null>(null);
  /** What waits until the person has signed in once more. */
  const [waiting, setWaiting] = useState<Doing | null>(null);
  const { data } = query;
  const nameOf = ({ name, kind }: Factor) => (name === '' ? t(`factors.kinds.${kind}`) : name);
  const close = () => {
    setDoing(null);
    void client.invalidateQueries({ queryKey: ownFactors.queryKey });
  };
  const start = (next: Doing) => {
    if (isAhead(data?.freshUntil ?? null) || next.what === 'rename') setDoing(next);
    else setWaiting(next);
  };
  if (data !== undefined && data.items.length === 0 && data.kinds.length === 0) return null;
  const offered = (data?.kinds ?? []).filter(
    ({ kind, room }) => room && ((kind !== 'passkey' && kind !== 'securityKey') || browserHasKeys()),
  );
  return (
    <Panel
      flush
      title={t('factors.title')}
      actions={
        offered.length > 0 && (
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
                {t('factors.add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {offered.map(({ kind }) => (
                <Menu.Item
                  key={kind}
                  leftSection={<FactorIcon kind={kind} size={16} />}
                  onClick={() => {
                    start({ what: 'enrol', kind });
                  }}
                >
                  {t(`factors.kinds.${kind}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      <Text size="sm" c="dimmed" px={20} pb={4}>
        {t(data?.needed === true ? 'factors.neededText' : 'factors.text')}
      </Text>
      {data !== undefined && <OwnStepUp stepUp={data.stepUp} />}
      {query.isPending && <Lines />}
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" px={20} py={12}>
          {t('factors.none')}
        </Text>
      )}
      <ul className="m-rows" aria-label={t('factors.title')}>
        {data?.items.map((factor) => (
          <li key={factor.id}>
            <FactorIcon kind={factor.kind} />
            <div className="m-grow">
              <Group gap="xs">
                <Text size="sm" fw={600} component="bdi">
                  {nameOf(factor)}
                </Text>
                {!factor.enabled && <Badge tone="quiet">{t('factors.notOffered')}</Badge>}
              </Group>
              <Text size="xs" c="dimmed" component="div">
                {factor.name !== '' && `${t(`factors.kinds.${factor.kind}`)} · `}
                {t('factors.since')} <Time at={factor.createdAt} />
                {factor.lastUsedAt !== null && (
                  <>
                    {' · '}
                    {t('factors.lastUsed')} <Time at={factor.lastUsedAt} />
                  </>
                )}
              </Text>
            </div>
            <Group gap="xs">
              <Button
                variant="default"
                size="xs"
                aria-label={t('factors.renameOne', { name: nameOf(factor) })}
                onClick={() => {
                  start({ what: 'rename', factor });
                }}
              >
                {t('factors.rename')}
              </Button>
              <Button
                variant="default"
                size="xs"
                aria-label={t('factors.removeOne', { name: nameOf(factor) })}
                onClick={() => {
                  start({ what: 'remove', factor });
                }}
              >
                {t('factors.remove')}
              </Button>
            </Group>
          </li>
        ))}
        {data !== undefined && data.items.length > 0 && (
          <li>
            <FactorIcon kind="backup" />
            <div className="m-grow">
              <Text size="sm" fw={600}>
                {t('factors.kinds.backup')}
              </Text>
              <Text size="xs" c="dimmed">
                {t('factors.codesLeft', { count: data.backupCodes })}
              </Text>
            </div>
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                start({ what: 'renewCodes' });
              }}
            >
              {t('factors.renewCodes')}
            </Button>
          </li>
        )}
      </ul>
      <Modal
        opened={doing?.what === 'enrol' || doing?.what === 'showCodes'}
        onClose={close}
        title={doing?.what === 'enrol' ? t(`factors.kinds.${doing.kind}`) : t('factors.kinds.backup')}
      >
        {doing?.what === 'enrol' && (
          <EnrolFactor
            kinds={[doing.kind]}
            calls={ownEnrolment}
            onDone={() => {
              notifications.show({ message: t('factors.enrolled') });
              close();
            }}
          />
        )}
        {doing?.what === 'showCodes' && <BackupCodes codes={doing.codes} onDone={close} />}
      </Modal>
      {doing?.what === 'rename' && (
        <RenameFactor factor={doing.factor} shown={nameOf(doing.factor)} onDone={close} />
      )}
      <ConfirmDialog
        opened={doing?.what === 'remove'}
        onClose={close}
        title={doing?.what === 'remove' ? t('factors.removeOne', { name: nameOf(doing.factor) }) : ''}
        text={t(data?.items.length === 1 ? 'factors.removeLastText' : 'factors.removeText')}
        confirmLabel={t('factors.remove')}
        action={async () => {
          if (doing?.what !== 'remove') return;
          const { error, response } = await api.DELETE('/factors/{factorId}', {
            params: { path: { factorId: doing.factor.id } },
          });
          if (!response.ok) throw errorOf(error, response);
        }}
      />
      <ConfirmDialog
        opened={doing?.what === 'renewCodes'}
        onClose={() => {
          setDoing((now) => (now?.what === 'renewCodes' ? null : now));
        }}
        title={t('factors.renewCodes')}
        text={t('factors.renewText')}
        confirmLabel={t('factors.renewCodes')}
        tone="plain"
        action={async () => {
          const { codes } = await unwrap(api.POST('/factors/backup-codes', { body: {} }));
          setDoing({ what: 'showCodes', codes: codes ?? [] });
        }}
      />
      <FreshDialog
        opened={waiting !== null}
        onClose={() => {
          setWaiting(null);
        }}
        onFresh={() => {
          setDoing(waiting);
          setWaiting(null);
          void client.invalidateQueries({ queryKey: ownFactors.queryKey });
        }}
      />
    </Panel>
  );
}

/** Whether what is enrolled is enough for what the role asks for beyond the sign-in. */
function OwnStepUp({ stepUp }: { stepUp: OwnStepUpView }) {
  const { t } = useTranslation();
  const wordsOf = useStepUpWords();
  const what = wordsOf(stepUp);
  if (what === '') return null;
  const { enough, missing, missingChoices, choices } = stepUp;
  const lacking = wordsOf({ demanded: missing, choose: missingChoices, from: choices });
  return (
    <Text size="sm" px={20} pb={8}>
      {t('factors.stepUp.own', { what })}{' '}
      <strong>{enough ? t('factors.stepUp.enough') : t('factors.stepUp.missing', { what: lacking })}</strong>
    </Text>
  );
}

const isAhead = (instant: string | null): boolean =>
  instant !== null && new Date(instant).getTime() > Date.now();
