/** The security questions of the whole installation [access-and-approvals E8]. */
import { TagsInput, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import type { QuestionPool } from '../../api/schema.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/factor-words.ts';

const questionPool = queryOptions({
  queryKey: ['security-questions'],
  queryFn: () => unwrap(api.GET('/security-questions')),
});

export function QuestionPoolPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...questionPool, ...forEditing });
  return (
    <>
      <PageHeader
        title={t('factors.pool.title')}
        back={{ to: '/admin/stores', label: t('navigation.stores') }}
      />
      <Panel narrow>
        {query.data === undefined ? (
          <Waiting query={query} lines={6} />
        ) : (
          <PoolForm key={query.data.version} pool={query.data} />
        )}
      </Panel>
    </>
  );
}

function PoolForm({ pool }: { pool: QuestionPool }) {
  const { t } = useTranslation();
  const fields = useFields({ questions: pool.questions });
  const save = useSave({
    fields,
    save: () =>
      unwrap(
        api.PUT('/security-questions', {
          params: { header: { 'if-match': `"${String(pool.version)}"` } },
          body: fields.values,
        }),
      ),
    changes: [questionPool.queryKey],
    onDone: () => undefined,
  });
  return (
    <SaveForm
      onSave={() => {
        save.mutate();
      }}
      saving={save.isPending}
      error={fields.error}
      shownFields={fields.failed}
    >
      <Text size="sm" c="dimmed">
        {t('factors.pool.text')}
      </Text>
      <TagsInput
        label={t('factors.pool.label')}
        description={t('factors.pool.hint')}
        splitChars={[]}
        acceptValueOnBlur
        {...fields.input('questions')}
      />
    </SaveForm>
  );
}
