/** Who is told a field of the store's objects, and who changes it, beside what permissions allow [stores-and-links P5]. */
import { Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { levelledKinds } from '../../../../workflows/contracts/field-levels.ts';
import { levelledFields } from '../../api/roles.ts';
import type { IdentityStore, LevelledFields } from '../../api/schema.ts';
import { useFieldWords } from '../../components/filter/filter-words.ts';
import { RemoveRow } from '../../components/row-buttons.tsx';
import { useFields } from '../../components/use-fields.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/access-words.ts';
import { LevelInput } from './level-input.tsx';
import { PartForm } from './part-form.tsx';

type FieldLevel = IdentityStore['fieldLevels'][number];

export function LevelsArea({ store }: { store: IdentityStore }) {
  const query = useQuery(levelledFields(store.id));
  return query.data === undefined ? (
    <Waiting query={query} lines={6} />
  ) : (
    <LevelsForm store={store} offered={query.data} />
  );
}

function LevelsForm({
  store,
  offered: { items, roles },
}: {
  readonly store: IdentityStore;
  readonly offered: LevelledFields;
}) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const fields = useFields<{ fieldLevels: FieldLevel[] }>({ fieldLevels: store.fieldLevels });
  const { value: rows, onChange, error, id } = fields.input('fieldLevels');
  const keyOf = ({ kind, field }: Pick<FieldLevel, 'kind' | 'field'>) => `${kind} ${field}`;
  const taken = new Set(rows.map(keyOf));
  const fieldOf = (row: FieldLevel) =>
    items.find(({ kind, name }) => kind === row.kind && name === row.field);
  const change = (row: FieldLevel, part: Partial<FieldLevel>) => {
    onChange(rows.map((one) => (one === row ? { ...row, ...part } : one)));
  };
  return (
    <PartForm
      store={store}
      title={t('levels.title')}
      text={t('levels.text')}
      fields={fields}
      part={(values) => values}
    >
      <Stack gap="md" id={id} tabIndex={-1}>
        {rows.length === 0 && <p className="m-hint">{t('levels.none')}</p>}
        {rows.map((row) => {
          const known = fieldOf(row);
          const name = t('levels.fieldOf', {
            field: words.field(row.field),
            kind: t(`search.tabs.${row.kind}`),
          });
          return (
            <fieldset key={keyOf(row)} className="m-fieldset">
              <Text component="legend" size="sm" fw={600}>
                {name}
              </Text>
              <Group gap="xs" align="flex-start" wrap="nowrap" mt={4}>
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" flex={1}>
                  {(['visibility', 'access'] as const).map((of) =>
                    known?.[of] === true || row[of] !== null ? (
                      <LevelInput
                        key={of}
                        label={t(`levels.${of}`)}
                        kind={row.kind}
                        roles={roles}
                        value={row[of]}
                        onChange={(level) => {
                          change(row, { [of]: level });
                        }}
                      />
                    ) : null,
                  )}
                </SimpleGrid>
                <RemoveRow
                  label={t('levels.remove', { field: name })}
                  onClick={() => {
                    onChange(rows.filter((one) => one !== row));
                  }}
                />
              </Group>
            </fieldset>
          );
        })}
        <Select
          label={t('levels.add')}
          description={t('levels.addHint')}
          error={error}
          searchable
          placeholder={t('levels.choose')}
          value={null}
          data={levelledKinds
            .map((kind) => ({
              group: t(`search.tabs.${kind}`),
              items: items
                .filter((one) => one.kind === kind && !taken.has(keyOf({ kind, field: one.name })))
                .map(({ name }) => ({ value: keyOf({ kind, field: name }), label: words.field(name) })),
            }))
            .filter((group) => group.items.length > 0)}
          onChange={(key) => {
            const added = items.find(({ kind, name }) => keyOf({ kind, field: name }) === key);
            if (added === undefined) return;
            const nobody = { level: 'never' } as const;
            onChange([
              ...rows,
              {
                kind: added.kind,
                field: added.name,
                visibility: added.visibility ? nobody : null,
                access: added.visibility ? null : nobody,
              },
            ]);
          }}
        />
      </Stack>
    </PartForm>
  );
}
