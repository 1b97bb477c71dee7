import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { replicatedKinds } from '../../../../workflows/contracts/replication.ts';
import { advancedFields, kindOfType } from '../../../../workflows/contracts/search.ts';
import { filterAttributes } from '../../api/lists.ts';
import { useFirstPlace } from '../../api/search.ts';
import { useReadable, useSession } from '../../api/session.ts';
import { type AdvancedSearch, searchTabs } from '../../app/search.ts';
import { useFieldWords } from '../../components/filter/filter-words.ts';
import { Panel } from '../../components/panel.tsx';
import { offeredTypes } from './offered-types.ts';
import { useReadableStores } from './readable-stores.ts';
import { keyOf, SearchPlaces } from './search-places.tsx';

export type AdvancedValues = Pick<
  AdvancedSearch,
  'stores' | 'within' | 'kinds' | 'fields' | 'attribute' | 'value'
>;

interface AdvancedFormProps {
  readonly values: AdvancedValues;
  /** There are results below: the form makes room for them. */
  readonly asked: boolean;
  readonly onSearch: (values: AdvancedValues) => void;
}

const cleared: AdvancedValues = {
  stores: undefined,
  within: undefined,
  kinds: undefined,
  fields: undefined,
  attribute: undefined,
  value: undefined,
};

/** Only what is filled in. */
function tidy(values: AdvancedValues): AdvancedValues {
  const fields = Object.fromEntries(
    Object.entries(values.fields ?? {}).filter(([, text]) => text.trim() !== ''),
  );
  const isPair = values.attribute !== undefined && (values.value ?? '').trim() !== '';
  return {
    ...values,
    kinds: values.kinds?.length === 0 ? undefined : values.kinds,
    fields: Object.keys(fields).length === 0 ? undefined : fields,
    ...(isPair ? {} : { attribute: undefined, value: undefined }),
  };
}

const isEmpty = ({ kinds, fields, attribute }: AdvancedValues): boolean =>
  kinds === undefined && fields === undefined && attribute === undefined;

export function AdvancedForm({ values, asked, onSearch }: AdvancedFormProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { store } = useSession();
  const isReadable = useReadable();
  const readable = useReadableStores();
  const first = useFirstPlace(store.id);
  const [typed, setDraft] = useState(values);
  // Nothing was asked or chosen yet: it begins where the person's settings say.
  const [isPlaced, setPlaced] = useState(asked || values.stores !== undefined || values.within !== undefined);
  const draft = isPlaced || first === null ? typed : { ...typed, within: [keyOf(store.id, first)] };
  const [open, setOpen] = useState(!asked);
  const [missing, setMissing] = useState(false);
  const attributes = useQuery(filterAttributes('objects', draft.stores));
  const change = (next: Partial<AdvancedValues>) => {
    setMissing(false);
    setDraft({ ...typed, ...next });
  };
  // Entra ID and Google Workspace have no contacts (users-and-search S3.2).
  const chosen = readable.filter(({ id }) => (draft.stores ?? store.id).split(',').includes(id));
  const kinds = offeredTypes(attributes.data).filter((type) =>
    chosen.some((one) => replicatedKinds[one.kind].includes(kindOfType(type))),
  );
  const extra = (attributes.data ?? []).filter(
    ({ name, type }) => type === 'text' && !advancedFields.some((field) => field === name),
  );
  const submit = () => {
    const tidied = tidy(draft);
    if (isEmpty(tidied)) {
      setMissing(true);
      return;
    }
    onSearch(tidied);
  };
  const { kinds: askedKinds = [], fields = {}, attribute, value = '' } = values;
  const summary = [
    ...askedKinds.map((kind) => t(`search.tabs.${kind}`)),
    ...[...Object.entries(fields), ...(attribute === undefined ? [] : [[attribute, value] as const])].map(
      ([field, text]) => `${words.field(field)} ${t('filter.quoted', { text })}`,
    ),
    ...(values.within === undefined ? [] : [t('search.places.some', { count: values.within.length })]),
  ].join(' · ');
  if (!open) {
    return (
      <Group mb="md" gap="sm">
        <Button
          variant="default"
          leftSection={<IconChevronDown size={16} aria-hidden />}
          aria-expanded={false}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('search.advanced.change')}
        </Button>
        <Text size="sm" c="dimmed">
          <bdi>{summary}</bdi>
        </Text>
      </Group>
    );
  }
  return (
    <div className="m-advanced">
      <Panel>
        <form
          aria-label={t('search.advanced.title')}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack gap="md">
            <SearchPlaces
              value={{ stores: draft.stores, within: draft.within }}
              onChange={(next) => {
                setPlaced(true);
                change(next);
              }}
            />
            <Checkbox.Group
              label={t('search.advanced.kinds')}
              description={t('search.advanced.kindsHint')}
              value={[...(draft.kinds ?? [])]}
              onChange={(next) => {
                change({ kinds: searchTabs.filter((kind) => next.includes(kind)) });
              }}
            >
              <Group gap="8px 24px" mt={8}>
                {kinds.map((kind) => (
                  <Checkbox key={kind} value={kind} label={t(`search.tabs.${kind}`)} />
                ))}
              </Group>
            </Checkbox.Group>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" verticalSpacing="sm">
              {advancedFields.filter(isReadable).map((field) => (
                <TextInput
                  key={field}
                  label={field === 'accountName' ? t('search.advanced.alias') : words.field(field)}
                  maxLength={256}
                  autoComplete="off"
                  value={draft.fields?.[field] ?? ''}
                  onChange={(event) => {
                    change({ fields: { ...draft.fields, [field]: event.currentTarget.value } });
                  }}
                />
              ))}
              <NativeSelect
                label={t('search.advanced.attribute')}
                data={[
                  { value: '', label: t('search.advanced.noAttribute') },
                  ...extra.map(({ name }) => ({ value: name, label: words.field(name) })),
                ]}
                value={draft.attribute ?? ''}
                onChange={(event) => {
                  const name = event.currentTarget.value;
                  change({ attribute: name === '' ? undefined : name });
                }}
              />
              {draft.attribute !== undefined && (
                <TextInput
                  label={t('filter.valueOf', { field: words.field(draft.attribute) })}
                  maxLength={256}
                  value={draft.value ?? ''}
                  onChange={(event) => {
                    change({ value: event.currentTarget.value });
                  }}
                />
              )}
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              {t('search.advanced.hint')}
            </Text>
            {missing && (
              <Text size="sm" c="var(--m-bad)" role="alert">
                {t('search.advanced.missing')}
              </Text>
            )}
            <Group gap="sm">
              <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
                {t('search.title')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setDraft(cleared);
                  setPlaced(false);
                  onSearch(cleared);
                }}
              >
                {t('search.advanced.clear')}
              </Button>
              {asked && (
                <Button
                  variant="subtle"
                  leftSection={<IconChevronUp size={16} aria-hidden />}
                  aria-expanded
                  onClick={() => {
                    setOpen(false);
                  }}
                >
                  {t('search.advanced.fold')}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      </Panel>
    </div>
  );
}
