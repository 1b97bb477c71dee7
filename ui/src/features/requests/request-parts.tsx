/** What was saved in one go and waits apart: links from one part to the others. */
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Request } from '../../api/schema.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Panel } from '../../components/panel.tsx';
import { StateBadge } from '../../components/state-badge.tsx';

export function RequestParts({ request: { partOf, parts } }: { request: Request }) {
  const { t } = useTranslation();
  if (partOf === null && parts.length === 0) return null;
  return (
    <Panel title={t(partOf === null ? 'request.parts' : 'request.partOf')}>
      <Text size="sm" mb="xs">
        {t(partOf === null ? 'request.partsText' : 'request.partOfText')}
      </Text>
      {partOf !== null && (
        <LinkAnchor to="/requests/$requestId" params={{ requestId: partOf }} size="sm">
          {t('request.showWhole')}
        </LinkAnchor>
      )}
      {parts.map(({ id, state }, index) => (
        <Group key={id} gap="xs">
          <LinkAnchor to="/requests/$requestId" params={{ requestId: id }} size="sm">
            {t('request.showPart', { number: index + 1 })}
          </LinkAnchor>
          <StateBadge state={state} />
        </Group>
      ))}
    </Panel>
  );
}
