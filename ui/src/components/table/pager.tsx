import { Button, Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { defaultPageSizes, type PageSizes } from '../../../../workflows/contracts/personal-settings.ts';
import type { Total } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { usePageSize, useSaveSettings } from '../../api/settings.ts';
import type { ListSearch } from '../../app/search.ts';
import { useToldFailure } from '../use-told-failure.ts';

/** What is offered beside any other size that a person chose in their profile. */
const offered = [10, 25, 50, 100, 200, 500, 1000];

interface PagerProps {
  readonly nextCursor: string | null;
  readonly count: number;
  readonly total: Total | null | undefined;
  readonly search: ListSearch;
  readonly of: keyof PageSizes | undefined;
  readonly onSearch: (change: Partial<ListSearch>) => void;
}

export function Pager({ nextCursor, count, total, search, of, onSearch }: PagerProps) {
  const { t } = useTranslation();
  const size = usePageSize(search, of);
  const { pageSizes } = useSession();
  const save = useSaveSettings();
  const tellFailure = useToldFailure();
  const trail = search.after ?? [];
  const before = trail.length * size;
  const onePage = trail.length === 0 && nextCursor === null;
  if (onePage && count <= defaultPageSizes.lists) {
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
          data={[...new Set([...offered, size, pageSizes[of ?? 'lists']])]
            .sort((a, b) => (a || Infinity) - (b || Infinity))
            .map((one) => ({ value: String(one), label: one === 0 ? t('table.everyRow') : String(one) }))}
          value={String(size)}
          onChange={(value) => {
            // Kept for the person, and so for every list [users-and-search P1.1].
            // All of them is nobody's own choice: it is the portal's.
            save.mutate({ pageSize: Number(value) || null }, { onError: tellFailure });
            onSearch({ size: undefined, after: undefined });
          }}
        />
        <Button
          variant="default"
          size="xs"
          disabled={trail.length === 0}
          onClick={() => {
            const next = trail.slice(0, -1);
            onSearch(next.length === 0 ? { after: undefined, size: undefined } : { after: next });
          }}
        >
          {t('table.previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={nextCursor === null}
          onClick={() => {
            // The place depends on the size, so that both stand in the address.
            if (nextCursor !== null) onSearch({ after: [...trail, nextCursor], size });
          }}
        >
          {t('table.next')}
        </Button>
      </Group>
    </nav>
  );
}
