import { Button, Checkbox, Group, NumberInput, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { permissions } from '../../../../workflows/contracts/permissions.ts';
import { api, unwrap } from '../../api/client.ts';
import { roles } from '../../api/queries.ts';
import type { Role } from '../../api/schema.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { typed, useFields } from '../../components/use-fields.ts';

interface RoleFormProps {
  readonly storeId: string;
  /** Null for a new one. */
  readonly role: Role | null;
  readonly nextPriority: number;
  readonly onDone: () => void;
}

export function RoleForm({ storeId, role, nextPriority, onDone }: RoleFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const fields = useFields({
    name: role?.name ?? '',
    description: role?.description ?? '',
    priority: role?.priority ?? nextPriority,
    criteriaGroupId: role?.criteriaGroupId ?? null,
    permissions: role?.permissions ?? [],
    enabled: role?.enabled ?? true,
  });
  const { values } = fields;
  const save = useMutation({
    mutationFn: () => {
      const body = { ...values, name: values.name.trim(), permissions: [...values.permissions] };
      return role === null
        ? unwrap(api.POST('/stores/{storeId}/roles', { params: { path: { storeId } }, body }))
        : unwrap(
            api.PATCH('/stores/{storeId}/roles/{roleId}', {
              params: {
                path: { storeId, roleId: role.id },
                header: { 'if-match': `"${String(role.version)}"` },
              },
              body,
            }),
          );
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: roles(storeId).queryKey });
      notifications.show({ message: t('common.saved') });
      onDone();
    },
    onError: fields.fail,
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.check({ name: values.name.trim() === '' && t('roles.nameMissing') })) save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('roles.name')}
          required
          maxLength={64}
          {...fields.input('name')}
          onChange={typed(fields.input('name').onChange)}
        />
        <Textarea
          label={t('roles.description')}
          maxLength={256}
          {...fields.input('description')}
          onChange={typed(fields.input('description').onChange)}
        />
        <NumberInput
          label={t('roles.priority')}
          description={t('roles.priorityHint')}
          min={1}
          max={99}
          allowDecimal={false}
          {...fields.input('priority')}
          onChange={(value) => {
            fields.set('priority', Number(value));
          }}
        />
        <ObjectPicker
          label={t('roles.group')}
          description={t('roles.groupHint')}
          kind="group"
          storeId={storeId}
          {...fields.input('criteriaGroupId')}
        />
        <Checkbox.Group
          label={t('roles.permissions')}
          error={fields.input('permissions').error}
          value={[...values.permissions]}
          onChange={(chosen) => {
            fields.set(
              'permissions',
              permissions.filter((one) => chosen.includes(one)),
            );
          }}
        >
          <Stack gap="xs" mt={6}>
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={t(`permissions.${permission}`)}
                description={t(`permissionHints.${permission}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Switch
          label={t('roles.enabled')}
          checked={values.enabled}
          onChange={(event) => {
            fields.set('enabled', event.currentTarget.checked);
          }}
        />
        {save.error !== null && <ProblemAlert error={save.error} shownFields={fields.failed} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
