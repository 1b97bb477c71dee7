/** Takes the whole result away as a file: written in the background, watched here, kept under exports. */
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileText, IconFolderDown, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '../../../../workflows/contracts/search.ts';
import { type ExportWish, isUnderWay, oneExport, useStartExport } from '../../api/exports.ts';
import { announce } from '../../components/announce.ts';
import { LinkMenuItem } from '../../components/link-menu-item.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { CancelExport, DownloadExport } from './export-buttons.tsx';
import { ExportProgress } from './export-progress.tsx';

const icons = { xlsx: IconFileSpreadsheet, csv: IconFileText } as const;

interface ExportMenuProps {
  readonly search: ExportWish['search'];
  /** Names the file. */
  readonly name: string;
  readonly onStart: (exportId: string) => void;
}

export function ExportMenu({ search, name, onStart }: ExportMenuProps) {
  const { t } = useTranslation();
  const tell = useToldFailure();
  const start = useStartExport();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={start.isPending}
        >
          {t('exports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map((format) => {
          const Sign = icons[format];
          return (
            <Menu.Item
              key={format}
              leftSection={<Sign size={16} aria-hidden />}
              onClick={() => {
                start.mutate(
                  { format, name, search },
                  {
                    onSuccess: ({ id }) => {
                      onStart(id);
                    },
                    onError: tell,
                  },
                );
              }}
            >
              {t(`exports.formats.${format}`)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <LinkMenuItem to="/exports" leftSection={<IconFolderDown size={16} aria-hidden />}>
          {t('exports.mine')}
        </LinkMenuItem>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The export that was started here last. */
export function StartedExport({ exportId, onClose }: { exportId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(oneExport(exportId));
  const state = data?.state;
  useEffect(() => {
    if (state === 'ready') announce(t('exports.readyToFetch'));
  }, [state, t]);
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return null;
  return (
    <section className="m-export" aria-label={t('exports.one')}>
      {isUnderWay(data) ? (
        <ExportProgress item={data} />
      ) : (
        <span className="m-grow">
          {data.state === 'ready'
            ? t('exports.done', { count: data.rows })
            : data.state === 'failed'
              ? (data.problem?.message ?? t('exports.states.failed'))
              : t('exports.states.cancelled')}
        </span>
      )}
      <DownloadExport item={data} size="compact-sm" />
      {isUnderWay(data) ? (
        <CancelExport item={data} size="compact-sm" variant="default" />
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={onClose}
        >
          {t('common.close')}
        </Button>
      )}
    </section>
  );
}
