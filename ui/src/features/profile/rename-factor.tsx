import { Modal, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { ownFactors } from '../../api/factors.ts';
import { errorOf } from '../../api/problem.ts';
import type { Factor } from '../../api/schema.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

interface RenameFactorProps {
  readonly factor: Factor;
  readonly shown: string;
  readonly onDone: () => void;
}

export function RenameFactor({ factor, shown, onDone }: RenameFactorProps) {
  const { t } = useTranslation();
  const fields = useFields({ name: shown });
  const save = useSave({
    fields,
    changes: [ownFactors.queryKey],
    onDone,
    save: async () => {
      const { error, response } = await api.PATCH('/factors/{factorId}', {
        params: { path: { factorId: factor.id } },
        body: { name: fields.values.name.trim() },
      });
      if (!response.ok) throw errorOf(error, response);
    },
  });
  return (
    <Modal opened onClose={onDone} title={t('factors.renameOne', { name: shown })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fields.check({ name: fields.values.name.trim() === '' && t('factors.nameMissing') }))
            save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('factors.name')}
            maxLength={60}
            data-autofocus
            {...typed(fields.input('name'))}
          />
          <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
        </Stack>
      </form>
    </Modal>
  );
}
