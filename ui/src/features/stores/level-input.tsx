/** One level: everybody, a role and those above it, owners and managers, oneself, nobody. */
import { MultiSelect, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentityStore, LevelledFields } from '../../api/schema.ts';

type FieldLevel = IdentityStore['fieldLevels'][number];
type Level = FieldLevel['visibility'];

interface LevelInputProps {
  readonly label: string;
  readonly kind: FieldLevel['kind'];
  /** By priority, the highest first. */
  readonly roles: LevelledFields['roles'];
  readonly value: Level;
  readonly onChange: (level: Level) => void;
}

const everybody = 'everybody';
const ofRole = 'role:';
const plain = ['managerAndOwner', 'self', 'never'] as const;

const keyOf = (level: Level): string =>
  level === null ? everybody : level.level === 'role' ? ofRole + level.roleId : level.level;

export function LevelInput({ label, kind, roles, value, onChange }: LevelInputProps) {
  const { t } = useTranslation();
  const role = value?.level === 'role' ? value : null;
  const isGone = role !== null && roles.every(({ id }) => id !== role.roleId);
  // Containers, contacts and computers have neither owners nor managers, and nobody signs in as them.
  const offered = plain.filter((one) =>
    one === 'self' ? kind === 'user' : one === 'never' || kind === 'user' || kind === 'group',
  );
  const above = roles.slice(0, roles.findIndex(({ id }) => id === role?.roleId) + 1);
  return (
    <Stack gap="xs">
      <Select
        label={label}
        allowDeselect={false}
        value={keyOf(value)}
        error={isGone && t('levels.roleGone')}
        data={[
          { value: everybody, label: t('levels.everybody') },
          ...roles.map(({ id, name }) => ({ value: ofRole + id, label: t('levels.role', { name }) })),
          ...(isGone ? [{ value: keyOf(value), label: t('levels.gone') }] : []),
          ...offered.map((one) => ({
            value: one,
            label:
              one === 'managerAndOwner'
                ? t(`levels.${kind === 'user' ? 'manager' : 'owner'}`)
                : t(`levels.${one}`),
          })),
        ]}
        onChange={(key) => {
          const simple = offered.find((one) => one === key);
          if (simple !== undefined) onChange({ level: simple });
          else if (key?.startsWith(ofRole) === true)
            onChange({ level: 'role', roleId: key.slice(ofRole.length), excludeRoles: [] });
          else onChange(null);
        }}
      />
      {role !== null && !isGone && (
        <MultiSelect
          label={t('levels.except')}
          clearable
          hidePickedOptions
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          placeholder={role.excludeRoles.length === 0 ? t('levels.exceptNone') : ''}
          data={above.map(({ id, name }) => ({ value: id, label: name }))}
          value={role.excludeRoles.filter((id) => above.some((one) => one.id === id))}
          onChange={(excludeRoles) => {
            onChange({ ...role, excludeRoles });
          }}
        />
      )}
    </Stack>
  );
}
