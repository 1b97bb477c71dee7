/** What a store says about the groups that are made in it: prefixes that stand beside those of its roles [access-and-approvals Y2]. */
import { useTranslation } from 'react-i18next';
import type { IdentityStore } from '../../api/schema.ts';
import { PrefixesInput } from '../../components/prefixes-input.tsx';
import { useFields } from '../../components/use-fields.ts';
import '../../i18n/access-words.ts';
import { PartForm } from './part-form.tsx';

export function GroupsArea({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const fields = useFields<{ groupNamePrefixes: string[] }>({ groupNamePrefixes: store.groupNamePrefixes });
  return (
    <PartForm
      store={store}
      title={t('policies.groupNamePrefixes.title')}
      text={t('policies.groupNamePrefixes.storeText')}
      fields={fields}
      part={(values) => values}
    >
      <PrefixesInput {...fields.input('groupNamePrefixes')} />
    </PartForm>
  );
}
