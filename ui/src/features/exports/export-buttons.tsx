/** What one may do with an export wherever it is shown. */
import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCancelExport } from '../../api/exports.ts';
import type { Export } from '../../api/schema.ts';
import { useToldFailure } from '../../components/use-told-failure.ts';

type ExportButtonProps = Pick<ButtonProps, 'size' | 'variant'> & { readonly item: Export };

/** Nothing until there is a file. */
export function DownloadExport({ item, ...look }: ExportButtonProps) {
  const { t } = useTranslation();
  if (item.href === null) return null;
  return (
    <Button
      component="a"
      href={item.href}
      download
      leftSection={<IconDownload size={16} aria-hidden />}
      {...look}
    >
      {t('exports.download')}
    </Button>
  );
}

export function CancelExport({ item, ...look }: ExportButtonProps) {
  const { t } = useTranslation();
  const tell = useToldFailure();
  const cancel = useCancelExport();
  return (
    <Button
      loading={cancel.isPending}
      onClick={() => {
        cancel.mutate(item.id, { onError: tell });
      }}
      {...look}
    >
      {t('common.cancel')}
    </Button>
  );
}
