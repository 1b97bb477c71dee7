import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplicationAttributes } from '../../api/schema.ts';
import { Dotted } from '../../components/dotted.tsx';
import { SearchInput } from '../../components/search-input.tsx';

/** Names by kind of object. */
export type Chosen = Readonly<Record<string, ReadonlySet<string>>>;

interface AttributeChoiceProps {
  readonly kinds: ReplicationAttributes['kinds'];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

export function AttributeChoice({ kinds, chosen, onChange }: AttributeChoiceProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(kinds[0]?.kind);
  const [search, setSearch] = useState<string | undefined>(undefined);
  const [onlyChosen, setOnlyChosen] = useState(true);
  const shownKind = kinds.find((one) => one.kind === kind);
  const looked = useDeferredValue(search)?.toLowerCase();
  if (shownKind === undefined) return <Text size="sm">{t('stores.attributes.none')}</Text>;
  const selected = chosen[shownKind.kind] ?? new Set<string>();
  const rows = shownKind.attributes.filter(({ name }) =>
    looked === undefined ? !onlyChosen || selected.has(name) : name.toLowerCase().includes(looked),
  );
  const toggle = (name: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(name);
    else next.delete(name);
    onChange({ ...chosen, [shownKind.kind]: next });
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('stores.attributes.kind')}
        className="m-wrapping"
        value={shownKind.kind}
        onChange={setKind}
        data={kinds.map((one) => ({ value: one.kind, label: t(`replication.kinds.${one.kind}`) }))}
      />
      <SearchInput label={t('stores.attributes.search')} value={search} onSearch={setSearch} />
      <Switch
        label={t('stores.attributes.onlyChosen')}
        checked={onlyChosen}
        onChange={(event) => {
          setOnlyChosen(event.currentTarget.checked);
        }}
      />
      <Text size="sm" c="dimmed" role="status">
        {t('stores.attributes.count', { count: selected.size, all: shownKind.attributes.length })}
      </Text>
      {rows.length === 0 ? (
        <Text size="sm">{t('stores.attributes.noMatch')}</Text>
      ) : (
        <ul className="m-choices" aria-label={t(`replication.kinds.${shownKind.kind}`)} tabIndex={0}>
          {rows.map(({ name, type, multiValued, required }) => (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  className="m-checkbox"
                  checked={selected.has(name)}
                  disabled={required}
                  onChange={(event) => {
                    toggle(name, event.currentTarget.checked);
                  }}
                />
                <span className="m-grow">
                  <Dotted>{name}</Dotted>
                </span>
                <span className="m-second">
                  {required
                    ? t('stores.attributes.required')
                    : [type, ...(multiValued ? [t('stores.attributes.several')] : [])].join(' · ')}
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
