/** What a new group is called and where it goes, as one's roles allow (access-and-approvals Y2, Y3). */
import { Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupRules } from '../../api/roles.ts';
import type { GroupRules } from '../../api/schema.ts';
import { type Fields, typed } from '../../components/use-fields.ts';

export interface GroupNaming {
  readonly name: string;
  /** Null: none, or the first where one must be taken. */
  readonly prefix: string | null;
  /** Null: the only one allowed, or the store's default. */
  readonly container: string | null;
}

/** The name as it will be, prefix included. */
export function fullName({ name, prefix }: GroupNaming, rules: GroupRules | undefined): string {
  const taken = prefix ?? (rules?.prefixRequired === true ? (rules.prefixes[0] ?? '') : '');
  return `${taken}${name.trim()}`;
}

export function GroupNamingFields<T extends GroupNaming>({ fields }: { fields: Fields<T> }) {
  const { t } = useTranslation();
  const { input, values } = fields as unknown as Fields<GroupNaming>;
  const rules = useQuery(groupRules).data;
  const prefixes = rules?.prefixes ?? [];
  const container = input('container');
  const [only] = rules?.containers ?? [];
  return (
    <>
      {prefixes.length > 0 && (
        <Select
          label={t('groupForm.prefix')}
          description={t(
            rules?.prefixRequired === true ? 'groupForm.prefixRequired' : 'groupForm.prefixHint',
          )}
          w={{ base: '100%', sm: 280 }}
          data={prefixes}
          clearable={rules?.prefixRequired !== true}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          allowDeselect={rules?.prefixRequired !== true}
          value={values.prefix ?? (rules?.prefixRequired === true ? (prefixes[0] ?? null) : null)}
          onChange={(prefix) => {
            fields.set('prefix', prefix);
          }}
        />
      )}
      <TextInput
        label={t('groupForm.name')}
        description={t('groupForm.nameHint')}
        required
        maxLength={64}
        data-autofocus
        {...typed(input('name'))}
      />
      {prefixes.length > 0 && values.name.trim() !== '' && (
        <Text size="sm" c="dimmed" role="status">
          {t('groupForm.fullName', { name: fullName(values, rules) })}
        </Text>
      )}
      {rules?.containers !== undefined &&
        rules.containers !== null &&
        (rules.containers.length === 1 && only !== undefined ? (
          <TextInput label={t('groupForm.container')} readOnly value={only} />
        ) : (
          <Select
            {...container}
            label={t('groupForm.container')}
            description={t('groupForm.containerHint')}
            searchable
            data={rules.containers}
          />
        ))}
    </>
  );
}
