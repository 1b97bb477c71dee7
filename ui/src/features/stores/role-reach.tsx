/** Whether the roles of a store administer it alone, or the whole installation. */
import { useTranslation } from 'react-i18next';
import type { IdentityStore } from '../../api/schema.ts';
import { PartSwitch } from './part-switch.tsx';

export function RoleReach({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  return (
    <PartSwitch
      store={store}
      name="administersAll"
      needs="Manage Security Roles"
      title={t('factors.reach.title')}
      label={t('factors.reach.switch')}
      description={t('factors.reach.hint')}
    />
  );
}
