import { Button, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconRotate2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinal } from '../../../../workflows/contracts/requests.ts';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/problem.ts';
import { request as requestQuery } from '../../api/queries.ts';
import type { Request } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { BreakGlassBadge } from '../../components/break-glass-badge.tsx';
import { LinkAnchor, LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { DecidedMeanwhile } from './decided-meanwhile.tsx';
import { DeletedStore } from './deleted-store.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { NextInInbox } from './next-in-inbox.tsx';
import { PlanReview } from './plan-review.tsx';
import { RequestParts } from './request-parts.tsx';
import { RerouteButton } from './reroute-button.tsx';
import { useRequestTitle } from './request-words.ts';
import { type Review, ReviewDialog } from './review-dialog.tsx';
import { LiveSign, Timeline } from './timeline.tsx';
import { isUndoable } from './undoable.ts';
import { useRequestEvents } from './use-request-events.ts';
import { WithdrawButton } from './withdraw-button.tsx';

const pollMs = 15_000;
const route = getRouteApi('/shell/requests/$requestId');

export function RequestPage() {
  const { t } = useTranslation();
  const { requestId } = route.useParams();
  const { from } = route.useSearch();
  const query = useQuery({
    ...requestQuery(requestId),
    // Events tell it at once; a connection that died in silence, or a proxy that holds events back, tells nothing.
    refetchInterval: ({ state }) => (state.data !== undefined && isFinal(state.data.state) ? false : pollMs),
  });
  const session = useSession();
  const mine = query.data === undefined || query.data.requester.id === session.user.id;
  const back =
    from === 'inbox'
      ? ({ to: '/inbox', label: t('navigation.inbox') } as const)
      : !mine && holds(session, 'Manage All Requests')
        ? ({ to: '/requests/all', label: t('navigation.allRequests') } as const)
        : mine
          ? ({ to: '/requests', label: t('navigation.myRequests') } as const)
          : ({ to: '/inbox', label: t('navigation.inbox') } as const);
  if (query.data === undefined) {
    return <PageInWaiting title={t('request.title')} back={back} query={query} />;
  }
  return <RequestView key={requestId} request={query.data} fromInbox={from === 'inbox'} back={back} />;
}

interface RequestViewProps {
  readonly request: Request;
  readonly fromInbox: boolean;
  readonly back: Parameters<typeof PageHeader>[0]['back'];
}

function RequestView({ request, fromInbox, back }: RequestViewProps) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const open = !isFinal(request.state);
  const expires = request.approvals.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted()[0];
  const connection = useRequestEvents(request.id, open);
  const [decidedHere, setDecidedHere] = useState(false);
  const [wasAsked, setWasAsked] = useState(request.mayDecide);
  if (request.mayDecide && !wasAsked) setWasAsked(true);
  const [review, setReview] = useState<Review | null>(null);
  const params = { path: { requestId: request.id } };
  const undo: Review = {
    title: t('request.undoTitle'),
    submitLabel: t('request.undo'),
    preview: () =>
      unwrap(
        api.POST('/requests/{requestId}/undo', {
          params: { ...params, query: { dryRun: true } },
          body: null,
        }),
      ),
    submit: ({ headers }) =>
      unwrap(
        api.POST('/requests/{requestId}/undo', {
          params: { ...params, header: headers },
          body: null,
        }),
      ),
  };
  const showsGroup =
    request.storeDeletedAt === null &&
    request.target.id !== null &&
    !(request.action === 'deleteGroup' && request.state === 'succeeded');
  return (
    <>
      <PageHeader
        title={titleOf(request)}
        back={back}
        badges={
          <>
            <StateBadge state={request.state} />
            {request.breakGlass !== null && <BreakGlassBadge />}
          </>
        }
        description={
          <>
            {t('requests.askedBy')} <Name>{request.requester.name}</Name> · <Time at={request.createdAt} />
            {expires !== undefined && (
              <>
                {' · '}
                {t('requestPage.expires')} <Time at={expires} />
              </>
            )}
            <DeletedStore of={request} />
          </>
        }
        actions={
          <>
            {request.mayReroute && <RerouteButton request={request} />}
            {request.mayWithdraw && <WithdrawButton requestId={request.id} />}
            {isUndoable(request) && (
              <Button
                variant="default"
                leftSection={<IconRotate2 size={18} aria-hidden />}
                onClick={() => {
                  setReview(undo);
                }}
              >
                {t('request.undo')}
              </Button>
            )}
            {showsGroup && request.target.id !== null && (
              <LinkButton
                variant="default"
                to="/groups/$storeId/$groupId"
                params={{ storeId: request.storeId, groupId: request.target.id }}
                search={{}}
                rightSection={<IconArrowRight size={16} aria-hidden />}
              >
                {t('request.showGroup')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="m-columns">
        <Stack gap={20}>
          {request.problem !== null && <Outcome request={request} />}
          <RequestParts request={request} />
          {request.breakGlass !== null && (
            <Panel title={t('breakGlass.title')}>
              <Text size="sm">
                <Name>{request.breakGlass}</Name>
              </Text>
            </Panel>
          )}
          {request.because !== null && (
            <Panel title={t('request.because')}>
              <LinkAnchor to="/requests/$requestId" params={{ requestId: request.because }} size="sm">
                {t('request.showBecause')}
              </LinkAnchor>
            </Panel>
          )}
          {request.reason !== null && (
            <Panel title={t('request.reason')}>
              <Text size="sm">
                <Name>{request.reason}</Name>
              </Text>
            </Panel>
          )}
          <Panel
            title={t(
              open ? 'request.plan' : request.state === 'succeeded' ? 'request.planDone' : 'request.planNot',
            )}
          >
            {request.plan === null ? (
              open ? (
                <Lines count={3} />
              ) : (
                <Text size="sm" c="dimmed">
                  {t('request.noPlan')}
                </Text>
              )
            ) : (
              <PlanReview plan={request.plan} />
            )}
          </Panel>
        </Stack>
        <Stack gap={20}>
          {request.mayDecide && <DecisionPanel request={request} onDecide={setDecidedHere} />}
          {wasAsked && !request.mayDecide && !decidedHere && <DecidedMeanwhile request={request} />}
          {(decidedHere || fromInbox) && !request.mayDecide && <NextInInbox after={request.id} />}
          <Panel
            title={t('request.timeline')}
            actions={open ? <LiveSign live={connection === 'live'} /> : undefined}
          >
            <Timeline request={request} />
          </Panel>
        </Stack>
      </div>
      <ReviewDialog
        review={review}
        onClose={() => {
          setReview(null);
        }}
      />
    </>
  );
}

/** How a request ended that was not done, in the words of the store or of the pipeline. */
function Outcome({ request }: { request: Request }) {
  if (request.problem === null) return null;
  const { code, message, fields = [] } = request.problem;
  return (
    <ProblemAlert
      error={new ApiError({ status: 0, code, detail: message, errors: fields, traceId: request.id })}
    />
  );
}
