/** What a store says about the groups that are made in it: prefixes that stand beside those of its roles [access-and-approvals Y2]. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { store as storeQuery } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { PrefixesInput } from '../../components/prefixes-input.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import '../../i18n/access-words.ts';

export function GroupsArea({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const fields = useFields<{ groupNamePrefixes: string[] }>({ groupNamePrefixes: store.groupNamePrefixes });
  const save = useSave({
    fields,
    save: () =>
      unwrap(
        api.PATCH('/stores/{storeId}', {
          params: { path: { storeId: store.id }, header: { 'if-match': `"${String(store.version)}"` } },
          body: { groupNamePrefixes: fields.values.groupNamePrefixes },
        }),
      ),
    changes: [storeQuery(store.id).queryKey],
    onDone: () => undefined,
  });
  return (
    <Panel narrow title={t('policies.groupNamePrefixes.title')}>
      <SaveForm
        onSave={() => {
          save.mutate();
        }}
        saving={save.isPending}
        error={fields.error}
        shownFields={fields.failed}
      >
        <Text size="sm" c="dimmed">
          {t('policies.groupNamePrefixes.storeText')}
        </Text>
        <PrefixesInput {...fields.input('groupNamePrefixes')} />
      </SaveForm>
    </Panel>
  );
}
