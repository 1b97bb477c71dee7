/** Where the links of an approval mail lead: the request once more, and the decision to be confirmed. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { request as requestQuery } from '../../api/queries.ts';
import type { Request } from '../../api/schema.ts';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/mail-words.ts';
import { PlanReview } from './plan-review.tsx';
import { useRequestTitle } from './request-words.ts';

const route = getRouteApi('/shell/mail-approval/$token');

export function MailApprovalPage() {
  const { t } = useTranslation();
  const { token } = route.useParams();
  const link = useQuery({
    queryKey: ['mail-approval', token],
    queryFn: () => unwrap(api.GET('/mail-approvals/{token}', { params: { path: { token } } })),
    // Once it is used it is used: the page goes on to the request by itself.
    staleTime: Infinity,
    retry: false,
  });
  const request = useQuery({
    ...requestQuery(link.data?.requestId ?? ''),
    enabled: link.data !== undefined,
  });
  if (link.error !== null) return <Refused error={link.error} />;
  if (request.data === undefined) {
    return <PageInWaiting title={t('mailApproval.title')} query={request} />;
  }
  return <Confirm token={token} request={request.data} />;
}

function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { requestId } = asApiError(error).problem;
  return (
    <>
      <PageHeader title={t('mailApproval.title')} />
      <Panel narrow>
        <Stack gap="md">
          <ProblemAlert error={error} />
          {requestId === undefined ? (
            <LinkButton variant="default" to="/inbox" w="fit-content">
              {t('mailApproval.toInbox')}
            </LinkButton>
          ) : (
            <LinkButton
              variant="default"
              to="/requests/$requestId"
              params={{ requestId }}
              search={{ from: 'inbox' }}
              w="fit-content"
              rightSection={<IconArrowRight size={16} aria-hidden />}
            >
              {t('mailApproval.toRequest')}
            </LinkButton>
          )}
        </Stack>
      </Panel>
    </>
  );
}

function Confirm({ token, request }: { token: string; request: Request }) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const { decision: wanted = 'approve' } = route.useSearch();
  const [decision, setDecision] = useState(wanted);
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/mail-approvals/{token}', {
          params: { path: { token } },
          body: { decision, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) },
        }),
      ),
    onSuccess: async ({ kept }) => {
      if (kept !== undefined) notifications.show({ message: kept, autoClose: false });
      await client.invalidateQueries({ queryKey: ['requests'] });
      await navigate({
        to: '/requests/$requestId',
        params: { requestId: request.id },
        search: { from: 'inbox' },
        replace: true,
      });
    },
  });
  const denies = decision === 'deny';
  return (
    <>
      <PageHeader
        title={titleOf(request)}
        description={
          <>
            {t('requests.askedBy')} <Name>{request.requester.name}</Name> · <Time at={request.createdAt} />
          </>
        }
      />
      <div className="m-columns">
        <Stack gap={20}>
          {request.reason !== null && (
            <Panel title={t('request.reason')}>
              <Text size="sm">
                <Name>{request.reason}</Name>
              </Text>
            </Panel>
          )}
          <Panel title={t('request.plan')}>
            {request.plan === null ? <Lines count={3} /> : <PlanReview plan={request.plan} />}
          </Panel>
        </Stack>
        <Panel title={t(denies ? 'mailApproval.denyTitle' : 'mailApproval.approveTitle')}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (denies && comment.trim() === '') {
                setMissing(true);
                document.getElementById('mail-approval-reason')?.focus();
              } else decide.mutate();
            }}
          >
            <Stack gap="md">
              <Text size="sm">{t('mailApproval.text')}</Text>
              <Textarea
                id="mail-approval-reason"
                label={t('decision.reason')}
                description={denies ? t('decision.reasonHint') : undefined}
                required={denies}
                error={missing ? t('decision.reasonMissing') : undefined}
                maxLength={500}
                maw="100%"
                value={comment}
                onChange={(event) => {
                  setComment(event.currentTarget.value);
                  setMissing(false);
                }}
              />
              {decide.error !== null && <ProblemAlert error={decide.error} />}
              <Group gap="sm">
                <Button
                  type="submit"
                  leftSection={denies ? <IconX size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
                  loading={decide.isPending}
                  {...(denies ? { color: 'red.9' } : {})}
                >
                  {t(denies ? 'mailApproval.deny' : 'mailApproval.approve')}
                </Button>
                <Button
                  variant="subtle"
                  disabled={decide.isPending}
                  onClick={() => {
                    setDecision(denies ? 'approve' : 'deny');
                    setMissing(false);
                  }}
                >
                  {t(denies ? 'mailApproval.ratherApprove' : 'mailApproval.ratherDeny')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Panel>
      </div>
    </>
  );
}
