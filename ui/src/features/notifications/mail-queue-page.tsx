/** The queue of mails: what waits or failed and why; sending it now, deleting it. */
import { Button, SegmentedControl, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailCheck, IconSend, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { mailQueue, mailQueueKey } from '../../api/mail.ts';
import type { QueuedMail } from '../../api/schema.ts';
import { useListPage } from '../../api/settings.ts';
import { oneOf, queueStates } from '../../app/search.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/mail-words.ts';

const route = getRouteApi('/shell/admin/mail-queue');
/** The API takes no more ids at once. */
const mostPerPage = 200;

export function MailQueuePage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const state = search.state ?? 'all';
  const query = useQuery(mailQueue({ state, ...page, limit: Math.min(page.limit, mostPerPage) }));
  const change = (next: Partial<typeof search>) => {
    setSelected(new Set());
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  };
  const counts = query.data?.counts;
  const addresses = (list: readonly string[]) => <Name>{list.join('; ')}</Name>;
  const columns: readonly Column<QueuedMail>[] = [
    {
      id: 'subject',
      label: t('mailQueue.subject'),
      fixed: true,
      wide: true,
      cell: ({ subject }) => <Name>{subject}</Name>,
    },
    {
      id: 'outcome',
      label: t('mailQueue.outcome'),
      fixed: true,
      wide: true,
      cell: (mail) => <Outcome mail={mail} />,
    },
    { id: 'to', label: t('mailQueue.to'), cell: ({ to }) => addresses(to) },
    { id: 'cc', label: t('mailQueue.cc'), cell: ({ cc }) => addresses(cc) },
    {
      id: 'from',
      label: t('mailQueue.from'),
      extra: true,
      cell: ({ from }) => <Name>{from ?? t('mailQueue.noServer')}</Name>,
    },
    { id: 'at', label: t('mailQueue.at'), cell: ({ at }) => <Time at={at} /> },
    {
      id: 'lastRetry',
      label: t('mailQueue.lastRetry'),
      cell: ({ lastRetryAt }) => (lastRetryAt === null ? t('mailQueue.never') : <Time at={lastRetryAt} />),
    },
    { id: 'count', label: t('mailQueue.count'), cell: ({ count }) => count },
    { id: 'store', label: t('mailQueue.store'), cell: ({ storeName }) => <Name>{storeName}</Name> },
  ];
  return (
    <>
      <PageHeader title={t('navigation.mailQueue')} description={t('mailQueue.text')} />
      <DataTable
        label={t('navigation.mailQueue')}
        columns={columns}
        rowId={rowId}
        query={query}
        search={search}
        onSearch={change}
        selection={{
          selected,
          onChange: setSelected,
          bar: (
            <Acts
              ids={[...selected]}
              onDone={() => {
                setSelected(new Set());
              }}
            />
          ),
        }}
        tools={
          <SegmentedControl
            aria-label={t('mailQueue.state')}
            value={state}
            onChange={(value) => {
              const next = oneOf(value, queueStates);
              change({ state: next === 'all' ? undefined : next, after: undefined });
            }}
            data={queueStates.map((value) => ({
              value,
              label:
                counts === undefined
                  ? t(`mailQueue.states.${value}`)
                  : t('mailQueue.stateCount', {
                      state: t(`mailQueue.states.${value}`),
                      count: counts[value],
                    }),
            }))}
          />
        }
        empty={
          <EmptyState
            icon={IconMailCheck}
            title={t('mailQueue.noneTitle')}
            text={t(state === 'all' ? 'mailQueue.noneText' : 'mailQueue.noneOfStateText')}
          />
        }
      />
    </>
  );
}

const rowId = ({ id }: QueuedMail): string => id;

/** Why a mail is still here. */
function Outcome({ mail }: { mail: QueuedMail }) {
  const { t } = useTranslation();
  if (mail.inProgress) return <Badge tone="run">{t('mailQueue.inProgress')}</Badge>;
  if (mail.state === 'pending') return <Badge tone="quiet">{t('mailQueue.waits')}</Badge>;
  return (
    <>
      <Badge tone={mail.nextRetryAt === null ? 'bad' : 'wait'}>
        {t(mail.nextRetryAt === null ? 'mailQueue.givenUp' : 'mailQueue.again')}
      </Badge>
      <Text size="xs" component="div">
        <Name>{mail.reason ?? ''}</Name>
      </Text>
      {mail.nextRetryAt !== null && (
        <Text size="xs" c="dimmed" component="div">
          {t('mailQueue.nextRetry')} <Time at={mail.nextRetryAt} />
        </Text>
      )}
    </>
  );
}

function Acts({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const body = { ids: [...ids] };
  const tell = async (told: 'sent' | 'deleted', { done, left }: { done: string[]; left: string[] }) => {
    onDone();
    await client.invalidateQueries({ queryKey: mailQueueKey });
    const more = left.length === 0 ? '' : ` ${t('mailQueue.left', { count: left.length })}`;
    notifications.show({ message: t(`mailQueue.${told}`, { count: done.length }) + more });
  };
  const send = useMutation({
    mutationFn: () => unwrap(api.POST('/notifications/send', { body })),
    onSuccess: (answer) => tell('sent', answer),
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconSend size={14} aria-hidden />}
        loading={send.isPending}
        onClick={() => {
          send.mutate();
        }}
      >
        {t('mailQueue.send')}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={() => {
          setAsks(true);
        }}
      >
        {t('mailQueue.delete')}
      </Button>
      {send.error !== null && <ProblemAlert error={send.error} />}
      <ConfirmDialog
        opened={asks}
        onClose={() => {
          setAsks(false);
        }}
        title={t('mailQueue.deleteTitle', { count: ids.length })}
        text={t('mailQueue.deleteText')}
        confirmLabel={t('mailQueue.delete')}
        action={async () => {
          const answer = await unwrap(api.POST('/notifications/delete', { body }));
          setAsks(false);
          await tell('deleted', answer);
        }}
      />
    </>
  );
}
