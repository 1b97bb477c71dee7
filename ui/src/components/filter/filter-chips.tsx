import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import type { FilterAttribute } from '../../api/schema.ts';
import { Name } from '../name.tsx';
import { partsOf, without } from './filter-parts.ts';
import { useFilterSentence } from './filter-words.ts';

interface FilterChipsProps {
  readonly filter: Filter;
  readonly attributes: readonly FilterAttribute[];
  readonly storeId: string;
  readonly onChange: (filter: Filter | undefined) => void;
  /** Opens the builder. */
  readonly onEdit: () => void;
}

/** What is filtered by, in words; each part can be taken out. */
export function FilterChips({ filter, attributes, storeId, onChange, onEdit }: FilterChipsProps) {
  const { t } = useTranslation();
  const sentence = useFilterSentence(filter, attributes, storeId);
  const parts = partsOf(filter);
  return (
    <ul className="m-chips" aria-label={t('filter.active')}>
      {parts.map((part, index) => {
        const words = sentence(part);
        return (
          <li key={`${String(index)} ${words}`} className="m-chip">
            <button type="button" onClick={onEdit} title={t('filter.edit')}>
              <Name>{words}</Name>
            </button>
            <CloseButton
              size="xs"
              aria-label={t('filter.removePart', { part: words })}
              onClick={() => {
                onChange(without(filter, part));
              }}
            />
          </li>
        );
      })}
      {parts.length > 1 && (
        <li>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              onChange(undefined);
            }}
          >
            {t('filter.clear')}
          </Button>
        </li>
      )}
    </ul>
  );
}
