/** A role like another one, under its own name and number. */
import { ActionIcon, Modal, NumberInput, Stack, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { roles as rolesQuery } from '../../api/queries.ts';
import type { Role } from '../../api/schema.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

export function CopyRole({ role, nextPriority }: { role: Role; nextPriority: number }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const title = t('roles.copyOne', { name: role.name });
  return (
    <>
      <Tooltip label={title}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={title} onClick={dialog.open}>
          <IconCopy size={18} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={opened} onClose={dialog.close} title={title}>
        <CopyForm role={role} nextPriority={nextPriority} onDone={dialog.close} />
      </Modal>
    </>
  );
}

function CopyForm({ role, nextPriority, onDone }: { role: Role; nextPriority: number; onDone: () => void }) {
  const { t } = useTranslation();
  const { storeId, id: roleId } = role;
  const fields = useFields({ name: t('roles.copyName', { name: role.name }), priority: nextPriority });
  const save = useSave({
    fields,
    changes: [rolesQuery(storeId).queryKey],
    onDone,
    save: () =>
      unwrap(
        api.POST('/stores/{storeId}/roles/{roleId}/copy', {
          params: { path: { storeId, roleId } },
          body: { name: fields.values.name.trim(), priority: fields.values.priority },
        }),
      ),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.check({ name: fields.values.name.trim() === '' && t('roles.nameMissing') })) save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput label={t('roles.name')} required maxLength={64} {...typed(fields.input('name'))} />
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
        <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
