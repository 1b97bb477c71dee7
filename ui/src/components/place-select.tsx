/** Containers of a store, chosen by their way from the top. */
import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../api/schema.ts';
import { places } from '../api/search.ts';

interface PlaceInput {
  readonly id?: string;
  readonly storeId: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
}

/** Beyond this many one types a part of the name. */
const shownAtOnce = 100;

/** `Company / Sales / Berlin`. */
function wayOf(place: Place, byId: ReadonlyMap<string, Place>): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at !== undefined;) {
    names.unshift(at.name);
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return names.join(' / ');
}

function usePlaceOptions(storeId: string, chosen: readonly string[]) {
  const { t } = useTranslation();
  const found = useQuery(places(storeId));
  const data = useMemo(() => {
    const byId = new Map(found.data?.map((place) => [place.id, place]));
    const options = [...byId.values()].map((place) => ({ value: place.id, label: wayOf(place, byId) }));
    // One that is gone is still shown as chosen, so that it can be taken away.
    const gone = chosen.filter((id) => !byId.has(id)).map((id) => ({ value: id, label: id }));
    return [...options, ...gone];
  }, [found.data, chosen]);
  return {
    data,
    searchable: true,
    clearable: true,
    limit: shownAtOnce,
    clearButtonProps: { 'aria-label': t('common.clear') },
    nothingFoundMessage: t(found.data?.length === 0 ? 'places.none' : 'picker.nothing'),
  };
}

export function PlaceSelect({
  storeId,
  value,
  onChange,
  placeholder,
  ...input
}: PlaceInput & {
  readonly placeholder?: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const chosen = useMemo(() => (value === null ? [] : [value]), [value]);
  const options = usePlaceOptions(storeId, chosen);
  return (
    <Select
      {...input}
      {...options}
      placeholder={placeholder ?? t('places.choose')}
      value={value}
      onChange={onChange}
    />
  );
}

export function PlacesSelect({
  storeId,
  value,
  onChange,
  placeholder,
  ...input
}: PlaceInput & {
  readonly placeholder: string;
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}) {
  const options = usePlaceOptions(storeId, value);
  return (
    <MultiSelect
      {...input}
      {...options}
      hidePickedOptions
      placeholder={value.length === 0 ? placeholder : ''}
      value={[...value]}
      onChange={onChange}
    />
  );
}
