import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import type { RequestSummary } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useRequestTitle } from './request-words.ts';

interface RequestRowsProps {
  readonly items: readonly RequestSummary[];
  /** Of others: says who asks. */
  readonly withRequester?: boolean;
  readonly fromInbox?: boolean;
}

/** A short list of requests, each leading to its page. */
export function RequestRows({ items, withRequester = false, fromInbox = false }: RequestRowsProps) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  return (
    <ul className="m-rows">
      {items.map((request) => (
        <li key={request.id}>
          <div className="m-grow">
            <Link
              className="m-clamp"
              title={titleOf(request)}
              to="/requests/$requestId"
              params={{ requestId: request.id }}
              search={fromInbox ? { from: 'inbox' } : {}}
            >
              <Name>{titleOf(request)}</Name>
            </Link>
            <Text size="xs" c="dimmed" component="div">
              {withRequester && (
                <>
                  {t('requests.askedBy')} <Name>{request.requester.name}</Name>
                  {' · '}
                </>
              )}
              <Time at={request.createdAt} />
            </Text>
          </div>
          <StateBadge state={request.state} />
        </li>
      ))}
    </ul>
  );
}
