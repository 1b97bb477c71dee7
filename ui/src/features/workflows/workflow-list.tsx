/** The workflows of a store: its own first, then those every store has. */
import { Stack, Text } from '@mantine/core';
import { IconRubberStamp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApprovalWorkflow } from '../../api/schema.ts';
import { workflows } from '../../api/workflows.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { NoMail } from '../requests/no-mail.tsx';
import { useWorkflowWords } from './workflow-words.ts';

export function WorkflowList({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const query = useQuery(workflows(storeId));
  if (query.data === undefined) {
    return (
      <Panel>
        <Waiting query={query} lines={5} />
      </Panel>
    );
  }
  const { items } = query.data;
  const own = items.filter(({ system }) => system === null);
  return (
    <Stack gap={20}>
      {!query.data.sendsMail && <NoMail storeId={storeId} />}
      <Panel flush title={t('workflows.own')}>
        {own.length === 0 ? (
          <EmptyState
            icon={IconRubberStamp}
            title={t('workflows.noneTitle')}
            text={t('workflows.noneText')}
          />
        ) : (
          <Rows items={own} />
        )}
      </Panel>
      <Panel flush title={t('workflows.system')}>
        <Rows items={items.filter(({ system }) => system !== null)} />
      </Panel>
    </Stack>
  );
}

function Rows({ items }: { items: readonly ApprovalWorkflow[] }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  return (
    <ul className="m-rows">
      {items.map((item) => (
        <li key={item.id}>
          <div className="m-grow">
            <Text fw={600} size="sm" component="div">
              <LinkAnchor
                to="/admin/workflows/$storeId/$workflowId"
                params={{ storeId: item.storeId, workflowId: item.id }}
                inherit
              >
                <Name>{item.name}</Name>
              </LinkAnchor>{' '}
              {!item.enabled && <Badge tone="quiet">{t('workflows.off')}</Badge>}{' '}
              {!item.raised && <Badge tone="quiet">{t('workflows.notRaised')}</Badge>}
            </Text>
            <Text size="sm" component="div">
              {words.about(item)}
            </Text>
            <Text size="sm" c="dimmed" component="div">
              {item.approvers.length === 0 ? (
                t('workflows.asksNobody')
              ) : (
                <>
                  {t('workflows.asks')} <Name>{words.asked(item)}</Name>
                </>
              )}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
