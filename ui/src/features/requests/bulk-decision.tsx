/** Several requests decided alike: one reason, and how each of them went. */
import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { Decisions, RequestSummary } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { useRequestTitle } from './request-words.ts';

/** As many the API takes at once. */
const most = 100;
const reasonId = 'bulk-reason';

type Decision = 'approve' | 'deny';

interface BulkDecisionProps {
  readonly requests: readonly RequestSummary[];
  /** When the results were read: what could not be decided stays selected. */
  readonly onDone: (left: readonly string[]) => void;
}

export function BulkDecision({ requests, onDone }: BulkDecisionProps) {
  const { t } = useTranslation();
  const [decision, setDecision] = useState<Decision | null>(null);
  return (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconCheck size={16} aria-hidden />}
        onClick={() => {
          setDecision('approve');
        }}
      >
        {t('bulk.approve')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconX size={16} aria-hidden />}
        onClick={() => {
          setDecision('deny');
        }}
      >
        {t('bulk.deny')}
      </Button>
      {decision !== null && (
        <DecisionDialog
          decision={decision}
          requests={requests}
          onClose={(left) => {
            setDecision(null);
            if (left !== null) onDone(left);
          }}
        />
      )}
    </>
  );
}

interface DecisionDialogProps {
  readonly decision: Decision;
  readonly requests: readonly RequestSummary[];
  /** Null when nothing was sent. */
  readonly onClose: (left: readonly string[] | null) => void;
}

function DecisionDialog({ decision, requests, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  // What was chosen when the dialog opened: the list behind it goes on being read.
  const [chosen] = useState(requests);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const sent = useRef<{ reason: string; key: string } | null>(null);
  const decide = useMutation({
    mutationFn: () => {
      const said = reason.trim();
      // The same sent again is the same decisions, should the first answer have been lost.
      if (sent.current?.reason !== said) sent.current = { reason: said, key: crypto.randomUUID() };
      return unwrap(
        api.POST('/requests/decisions', {
          params: { header: { 'idempotency-key': sent.current.key } },
          body: {
            decision,
            requestIds: chosen.map(({ id }) => id),
            ...(said === '' ? {} : { reason: said }),
          },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['requests'] }),
  });
  const count = chosen.length;
  const close = () => {
    const left = decide.data?.results.filter(({ decided }) => !decided).map(({ requestId }) => requestId);
    onClose(left ?? null);
  };
  const submit = () => {
    if (decision === 'deny' && reason.trim() === '') {
      setMissing(true);
      document.getElementById(reasonId)?.focus();
    } else decide.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(decision === 'approve' ? 'bulk.approveTitle' : 'bulk.denyTitle', { count })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {decide.data === undefined ? (
        <Stack gap="md">
          <Text size="sm">{t('bulk.text')}</Text>
          <RequestNames requests={chosen} />
          <Textarea
            id={reasonId}
            label={t(decision === 'deny' ? 'bulk.denyReason' : 'bulk.comment')}
            description={t(decision === 'deny' ? 'bulk.denyHint' : 'bulk.commentHint')}
            required={decision === 'deny'}
            error={missing ? t('decision.reasonMissing') : undefined}
            maxLength={500}
            maw="100%"
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(false);
            }}
          />
          {decide.error !== null && <ProblemAlert error={decide.error} />}
          {count > most && (
            <Text size="sm" c="red.9" role="alert">
              {t('bulk.tooMany', { most })}
            </Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button loading={decide.isPending} disabled={count > most} onClick={submit}>
              {t(decision === 'approve' ? 'bulk.approve' : 'bulk.deny')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Results decision={decision} requests={chosen} results={decide.data.results} onClose={close} />
      )}
    </Modal>
  );
}

function RequestNames({ requests }: { requests: readonly RequestSummary[] }) {
  const titleOf = useRequestTitle();
  return (
    <List size="sm" style={{ maxHeight: '12rem', overflowY: 'auto' }} tabIndex={0}>
      {requests.map((request) => (
        <List.Item key={request.id}>
          <Name>{titleOf(request)}</Name> · <Name>{request.requester.name}</Name>
        </List.Item>
      ))}
    </List>
  );
}

interface ResultsProps {
  readonly decision: Decision;
  readonly requests: readonly RequestSummary[];
  readonly results: Decisions['results'];
  readonly onClose: () => void;
}

function Results({ decision, requests, results, onClose }: ResultsProps) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const done = results.filter(({ decided }) => decided).length;
  const count = results.length;
  return (
    <Stack gap="md">
      <Text size="sm" role="status" fw={600}>
        {done < count
          ? t('bulk.some', { done, count })
          : t(decision === 'approve' ? 'bulk.allApproved' : 'bulk.allDenied', { count })}
      </Text>
      <ul
        className="m-rows"
        aria-label={t('bulk.results')}
        style={{ maxHeight: '24rem', overflowY: 'auto' }}
        // It scrolls, so it can be reached by keyboard.
        tabIndex={0}
      >
        {results.map(({ requestId, decided, problem }) => {
          const request = requests.find(({ id }) => id === requestId);
          return (
            <li key={requestId}>
              <div className="m-grow">
                <Text size="sm" component="div">
                  {request !== undefined && <Name>{titleOf(request)}</Name>}
                </Text>
                <Text size="xs" c="dimmed" component="div">
                  {problem === null ? <Name>{request?.requester.name ?? ''}</Name> : problem.message}
                </Text>
              </div>
              <Badge tone={decided ? 'ok' : 'bad'}>
                {t(decided ? (decision === 'approve' ? 'bulk.approved' : 'bulk.denied') : 'bulk.notDecided')}
              </Badge>
            </li>
          );
        })}
      </ul>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common.close')}</Button>
      </Group>
    </Stack>
  );
}
