import { Checkbox, NumberInput, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { permissions } from '../../../../workflows/contracts/permissions.ts';
import { api, unwrap } from '../../api/client.ts';
import { roles } from '../../api/queries.ts';
import type { Role } from '../../api/schema.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface RoleFormProps {
  readonly storeId: string;
  /** Null for a new one. */
  readonly role: Role | null;
  readonly nextPriority: number;
  readonly onDone: () => void;
}

export function RoleForm({ storeId, role, nextPriority, onDone }: RoleFormProps) {
  const { t } = useTranslation();
  const fields = useFields({
    name: role?.name ?? '',
    description: role?.description ?? '',
    priority: role?.priority ?? nextPriority,
    criteriaGroupId: role?.criteriaGroupId ?? null,
    permissions: role?.permissions ?? [],
    enabled: role?.enabled ?? true,
  });
  const { values } = fields;
  const save = useSave({
    fields,
    changes: [roles(storeId).queryKey],
    onDone,
    save: () => {
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
        <TextInput label={t('roles.name')} required maxLength={64} {...typed(fields.input('name'))} />
        <Textarea label={t('roles.description')} maxLength={256} {...typed(fields.input('description'))} />
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
          purpose="group"
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
        <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
