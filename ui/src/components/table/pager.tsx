import { Button, Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Total } from '../../api/schema.ts';
import { limitOf, type ListSearch, pageSizes } from '../../app/search.ts';

interface PagerProps {
  readonly nextCursor: string | null;
  readonly count: number;
  readonly total: Total | null | undefined;
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
}

export function Pager({ nextCursor, count, total, search, onSearch }: PagerProps) {
  const { t } = useTranslation();
  const trail = search.after ?? [];
  const before = trail.length * limitOf(search);
  const onePage = trail.length === 0 && nextCursor === null;
  if (onePage && count <= pageSizes[0]) {
    return count === 0 ? null : (
      <div className="m-pager">
        <Text size="sm" c="dimmed">
          {t('table.count', { count })}
        </Text>
      </div>
    );
  }
  const place = { from: before + Math.min(1, count), to: before + count };
  return (
    <nav className="m-pager" aria-label={t('table.pages')}>
      <Text size="sm" c="dimmed" aria-live="polite">
        {total === null || total === undefined
          ? t('table.range', place)
          : t(total.exact ? 'table.rangeOf' : 'table.rangeOfMore', { ...place, total: total.count })}
      </Text>
      <Group gap="xs">
        <Select
          aria-label={t('table.pageSize')}
          size="xs"
          w={86}
          allowDeselect={false}
          data={pageSizes.map(String)}
          value={String(limitOf(search))}
          onChange={(value) => {
            onSearch({ size: Number(value), after: undefined });
          }}
        />
        <Button
          variant="default"
          size="xs"
          disabled={trail.length === 0}
          onClick={() => {
            const next = trail.slice(0, -1);
            onSearch({ after: next.length === 0 ? undefined : next });
          }}
        >
          {t('table.previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={nextCursor === null}
          onClick={() => {
            if (nextCursor !== null) onSearch({ after: [...trail, nextCursor] });
          }}
        >
          {t('table.next')}
        </Button>
      </Group>
    </nav>
  );
}
