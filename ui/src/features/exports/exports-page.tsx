import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconFolderDown, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exportList, isUnderWay, useDeleteExport } from '../../api/exports.ts';
import type { Export } from '../../api/schema.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { CancelExport, DownloadExport } from './export-buttons.tsx';
import { ExportProgress } from './export-progress.tsx';

/** One's own exports, as long as their files are kept. */
export function ExportsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(exportList);
  return (
    <>
      <PageHeader
        title={t('exports.mine')}
        description={t('exports.text')}
        back={{ to: '/search', label: t('navigation.search') }}
      />
      <Panel flush>
        {data === undefined && error === null && <Lines count={3} />}
        {data === undefined && error !== null && (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
        {data?.items.length === 0 && (
          <EmptyState
            icon={IconFolderDown}
            title={t('exports.noneTitle')}
            text={t('exports.noneText')}
            action={<LinkButton to="/search">{t('exports.search')}</LinkButton>}
          />
        )}
        <ul className="m-rows">
          {data?.items.map((item) => (
            <li key={item.id}>
              <ExportRow item={item} />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

const tones: Readonly<Record<Export['state'], Tone>> = {
  queued: 'wait',
  running: 'run',
  ready: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
};

function ExportRow({ item }: { item: Export }) {
  const { t, i18n } = useTranslation();
  const tell = useToldFailure();
  const remove = useDeleteExport();
  const size = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  }).format(Math.ceil(item.bytes / 1000));
  const deleteLabel = t('exports.delete', { name: item.name });
  return (
    <>
      <div className="m-grow">
        <Text size="sm" fw={550} component="div">
          <Name>{`${item.name}.${item.format}`}</Name>
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {t('exports.asked')} <Time at={item.createdAt} />
          {item.state === 'ready' && (
            <>
              {` · ${t('exports.rows', { count: item.rows })} · ${size} · ${t('exports.kept')} `}
              <Time at={item.expiresAt} />
            </>
          )}
        </Text>
        {item.problem !== null && <Text size="sm">{item.problem.message}</Text>}
        {isUnderWay(item) && <ExportProgress item={item} />}
      </div>
      <Badge tone={tones[item.state]}>{t(`exports.states.${item.state}`)}</Badge>
      <DownloadExport item={item} size="xs" variant="default" />
      {isUnderWay(item) ? (
        <CancelExport item={item} size="xs" variant="default" />
      ) : (
        <Tooltip label={deleteLabel}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={deleteLabel}
            loading={remove.isPending}
            onClick={() => {
              remove.mutate(item.id, { onError: tell });
            }}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
