import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigation } from './navigation.tsx';
import { TopSearch } from './top-search.tsx';

/** The navigation of small screens, with the search above it. */
export function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} size={300} title={t('shell.navigation')}>
      <TopSearch onDone={onClose} />
      <div style={{ height: 12 }} />
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
