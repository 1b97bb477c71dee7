/** The filter of a list, loaded when it is first opened. */
import { Button, Group } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import type { Filtering } from '../data-table.tsx';
import { FilterBuilder } from './filter-builder.tsx';

interface FilterPanelProps extends Filtering {
  readonly value: Filter | undefined;
  readonly onApply: (filter: Filter | undefined) => void;
  readonly onClose: () => void;
}

export function FilterPanel({ value, onApply, onClose, ...filtering }: FilterPanelProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  useHotkeys([['Escape', onClose]], []);
  return (
    <form
      className="m-filter"
      aria-label={t('filter.title')}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft);
        onClose();
      }}
    >
      <FilterBuilder
        {...filtering}
        value={value}
        onDraft={setDraft}
        buttons={
          <Group gap="xs" mt="auto">
            <Button type="submit" size="sm">
              {t('filter.apply')}
            </Button>
            <Button
              size="sm"
              variant="default"
              onClick={() => {
                onApply(undefined);
                onClose();
              }}
            >
              {t('filter.clear')}
            </Button>
            <Button size="sm" variant="subtle" onClick={onClose}>
              {t('common.cancel')}
            </Button>
          </Group>
        }
      />
    </form>
  );
}
