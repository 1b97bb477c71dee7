import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KindCount, Total } from '../../api/schema.ts';
import { totalOf } from '../../api/search.ts';
import { searchTabs, type SearchTab } from '../../app/search.ts';

interface SearchTabsProps {
  readonly value: SearchTab | undefined;
  /** Those that are searched for; all of them when undefined. */
  readonly kinds: readonly SearchTab[] | undefined;
  readonly counts: readonly KindCount[] | undefined;
  readonly onChange: (tab: SearchTab | undefined) => void;
}

const always: readonly SearchTab[] = ['group', 'user'];

/** All, and each kind that the stores have, with how many there are. */
export function SearchTabs({ value, kinds, counts, onChange }: SearchTabsProps) {
  const { t } = useTranslation();
  const totals = new Map(counts?.map(({ kind, total }) => [kind, total]));
  const shown = kinds ?? searchTabs.filter((tab) => always.includes(tab) || totals.has(tab) || tab === value);
  return (
    <Tabs
      value={value ?? 'all'}
      onChange={(next) => {
        onChange(searchTabs.find((tab) => tab === next));
      }}
    >
      <Tabs.List mb="md" className="m-tabs" aria-label={t('search.tabs.label')}>
        <Tabs.Tab value="all">
          {t('search.tabs.all')}
          <TabCount total={counts === undefined ? undefined : totalOf(counts, undefined)} />
        </Tabs.Tab>
        {shown.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`search.tabs.${tab}`)}
            <TabCount total={totals.get(tab)} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}

function TabCount({ total }: { total: Total | undefined }) {
  const { t } = useTranslation();
  if (total === undefined) return null;
  return (
    <span className="m-tab-count">
      {t(total.exact ? 'search.tabs.count' : 'search.tabs.countMore', { count: total.count })}
    </span>
  );
}
