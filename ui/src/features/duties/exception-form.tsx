/** Lets somebody hold both sides of a rule for a while. */
import { Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

export interface Excepted {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly storeId: string;
  readonly personId: string;
  readonly personName: string;
}

interface Values {
  readonly reason: string;
  readonly approverId: string | null;
  /** As a date input has them. */
  readonly endsAt: string;
}

export function ExceptionForm({ about, onDone }: { about: Excepted; onDone: () => void }) {
  const { t } = useTranslation();
  const fields = useFields<Values>({ reason: '', approverId: null, endsAt: '' });
  const { values } = fields;
  const { ruleId, storeId, personId, personName: name } = about;
  const save = useSave({
    fields,
    changes: [['duties']],
    onDone,
    save: () =>
      unwrap(
        api.POST('/duty-exceptions', {
          body: {
            ...{ ruleId, storeId, personId },
            reason: values.reason,
            approverId: values.approverId ?? '',
            endsAt: new Date(`${values.endsAt}T00:00`).toISOString(),
          },
        }),
      ),
  });
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('duties.exceptOne', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const isSound = fields.check({
            reason: values.reason.trim() === '' && t('duties.reasonMissing'),
            approverId: values.approverId === null && t('duties.answersMissing'),
            endsAt: values.endsAt === '' && t('duties.endsMissing'),
          });
          if (isSound) save.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('duties.exceptText', { rule: about.ruleName })}</Text>
          <Textarea
            label={t('duties.reason')}
            autosize
            minRows={2}
            maxLength={500}
            {...typed(fields.input('reason'))}
          />
          <ObjectPicker
            {...fields.input('approverId')}
            label={t('duties.answers')}
            description={t('duties.answersHint', { name })}
            purpose="manager"
            storeId={storeId}
          />
          <TextInput
            type="date"
            label={t('duties.ends')}
            description={t('duties.endsHint')}
            {...typed(fields.input('endsAt'))}
          />
          <FormEnd error={save.error} shownFields={fields.failed} saving={save.isPending} onCancel={onDone} />
        </Stack>
      </form>
    </Modal>
  );
}
