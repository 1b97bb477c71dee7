import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../api/schema.ts';

/** How far it has come, in words and as a bar. */
export function ExportProgress({ item }: { item: Export }) {
  const { t } = useTranslation();
  const { rows, total, totalExact } = item;
  const share = total === null || total === 0 ? 0 : Math.min(100, (rows / total) * 100);
  const words =
    total === null
      ? t('exports.waiting')
      : t(totalExact ? 'exports.progress' : 'exports.progressMore', { rows, total });
  return (
    <span className="m-export-progress">
      <span className="m-second">{words}</span>
      <Progress value={total === null ? 100 : share} animated={total === null} aria-label={words} size="sm" />
    </span>
  );
}
