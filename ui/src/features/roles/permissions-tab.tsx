/** The permissions of a role by area, with a search and a mark at those nothing asks for yet. */
import { Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  areaOf,
  heldBy,
  isBuilt,
  type Permission,
  permissionAreas,
  permissions,
  prerequisiteOf,
} from '../../../../workflows/contracts/permissions.ts';
import { Badge } from '../../components/state-badge.tsx';
import type { Fields } from '../../components/use-fields.ts';
import type { RoleValues } from './role-values.ts';

export function PermissionsTab({ fields }: { fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { value, onChange, error, id } = fields.input('permissions');
  const chosen: ReadonlySet<Permission> = new Set(value);
  const sought = text.trim().toLowerCase();
  const isShown = (one: Permission): boolean =>
    `${t(`permissions.${one}`)} ${t(`permissionHints.${one}`)}`.toLowerCase().includes(sought);
  const set = (some: readonly Permission[], on: boolean) => {
    onChange(permissions.filter((one) => (some.includes(one) ? on : chosen.has(one))));
  };
  const areas = permissionAreas
    .map((area) => ({ area, all: permissions.filter((one) => areaOf(one) === area && isShown(one)) }))
    .filter(({ all }) => all.length > 0);
  return (
    <Stack gap="lg" id={id} tabIndex={-1} role="group" aria-label={t('roles.permissions')}>
      <Group justify="space-between" gap="sm">
        <TextInput
          type="search"
          aria-label={t('roles.findPermission')}
          placeholder={t('roles.findPermission')}
          leftSection={<IconSearch size={16} aria-hidden />}
          w={{ base: '100%', sm: 320 }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            // Looking for one saves nothing.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
        <Text size="sm" c="dimmed" role="status">
          {t('roles.permissionCount', { count: value.length })}
        </Text>
      </Group>
      {error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      {areas.length === 0 && <Text size="sm">{t('roles.noPermission')}</Text>}
      {areas.map(({ area, all }) => (
        <section key={area} aria-label={t(`permissionAreas.${area}`)}>
          <Group justify="space-between" gap="sm" mb={6}>
            <Title order={3} size="h4">
              {t(`permissionAreas.${area}`)}
            </Title>
            <Checkbox
              size="xs"
              label={t('roles.allOf')}
              aria-label={t('roles.allOfArea', { area: t(`permissionAreas.${area}`) })}
              checked={all.every((one) => chosen.has(one))}
              indeterminate={all.some((one) => chosen.has(one)) && !all.every((one) => chosen.has(one))}
              onChange={(event) => {
                set(all, event.currentTarget.checked);
              }}
            />
          </Group>
          <div className="m-permissions">
            {all.map((one) => (
              <OnePermission
                key={one}
                permission={one}
                chosen={chosen}
                onChange={(on) => {
                  set([one], on);
                }}
              />
            ))}
          </div>
        </section>
      ))}
    </Stack>
  );
}

interface OnePermissionProps {
  readonly permission: Permission;
  readonly chosen: ReadonlySet<Permission>;
  readonly onChange: (on: boolean) => void;
}

function OnePermission({ permission, chosen, onChange }: OnePermissionProps) {
  const { t } = useTranslation();
  const by = heldBy(chosen, permission);
  const needed = prerequisiteOf(permission);
  const lacks = chosen.has(permission) && needed !== null && !chosen.has(needed) ? needed : null;
  return (
    <Checkbox
      checked={chosen.has(permission)}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
      }}
      label={
        <>
          {t(`permissions.${permission}`)}{' '}
          {!isBuilt(permission) && <Badge tone="quiet">{t('roles.inert')}</Badge>}
        </>
      }
      description={
        <>
          {t(`permissionHints.${permission}`)}
          {by !== null &&
            by !== permission &&
            ` ${t('roles.heldByBroader', { name: t(`permissions.${by}`) })}`}
          {lacks === null && needed !== null && ` ${t('roles.needs', { name: t(`permissions.${needed}`) })}`}
        </>
      }
      error={lacks === null ? undefined : t('roles.lacks', { name: t(`permissions.${lacks}`) })}
    />
  );
}
