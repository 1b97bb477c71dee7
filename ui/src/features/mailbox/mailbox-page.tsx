/** Mail of the demo organisation, which is kept here instead of being sent. */
import { Select } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mailList, mailRecipients } from '../../api/queries.ts';
import type { CapturedMail } from '../../api/schema.ts';
import { useListPage } from '../../api/settings.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';

const route = getRouteApi('/shell/mailbox');

type Mail = Omit<CapturedMail, 'text'>;

export function MailboxPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const query = useQuery(mailList({ ...page, recipient: search.recipient }));
  const recipients = useQuery(mailRecipients).data?.items ?? [];
  const columns: readonly Column<Mail>[] = [
    {
      id: 'subject',
      label: t('mailbox.subject'),
      fixed: true,
      wide: true,
      cell: ({ id, subject }) => (
        <Link to="/mailbox/$mailId" params={{ mailId: id }}>
          <Name>{subject}</Name>
        </Link>
      ),
    },
    { id: 'to', label: t('mailbox.to'), cell: ({ recipient }) => <Name>{recipient}</Name> },
    { id: 'at', label: t('mailbox.at'), fixed: true, cell: ({ at }) => <Time at={at} /> },
  ];
  return (
    <>
      <PageHeader title={t('navigation.mailbox')} description={t('mailbox.text')} />
      <DataTable
        label={t('navigation.mailbox')}
        columns={columns}
        rowId={({ id }) => id}
        query={query}
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
        tools={
          recipients.length > 1 && (
            <Select
              aria-label={t('mailbox.recipient')}
              placeholder={t('mailbox.everybody')}
              data={recipients.map(({ address, mails }) => ({
                value: address,
                label: t('mailbox.recipientCount', { address, count: mails }),
              }))}
              value={search.recipient ?? null}
              onChange={(recipient) =>
                void navigate({
                  search: (old) => ({ ...old, recipient: recipient ?? undefined, after: undefined }),
                  replace: true,
                })
              }
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              w={360}
              maw="100%"
            />
          )
        }
        empty={<EmptyState icon={IconMail} title={t('mailbox.noneTitle')} text={t('mailbox.noneText')} />}
      />
    </>
  );
}
