/** What stands around every page: top bar, navigation at the left, a drawer on small screens. */
import { ActionIcon, AppShell, Burger, Drawer, Group, Indicator, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { createLink, Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { requestCounts, signInChoices } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { chosenPortal } from '../../features/sign-in/chosen-portal.ts';
import iconUrl from '../icon.svg';
import { Navigation } from './navigation.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TopSearch } from './top-search.tsx';

const InboxLink = createLink(ActionIcon<'a'>);

export function Shell() {
  const { t } = useTranslation();
  const [opened, drawer] = useDisclosure(false);
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 236, breakpoint: '48.0625em', collapsed: { mobile: true } }}
      padding="md"
      styles={{ main: { background: 'var(--m-canvas)' } }}
    >
      <a className="m-skip" href="#content">
        {t('shell.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="md" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" miw={0}>
            {small && (
              <Burger
                opened={opened}
                onClick={drawer.toggle}
                size="sm"
                aria-label={t('shell.openNavigation')}
              />
            )}
            <Brand />
          </Group>
          {!small && <TopSearch />}
          <Group gap="xs" wrap="nowrap">
            <InboxButton />
            <ProfileMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {!small && (
        <AppShell.Navbar p="sm" style={{ overflowY: 'auto' }}>
          <Navigation />
        </AppShell.Navbar>
      )}
      <Drawer
        opened={opened && small}
        onClose={drawer.close}
        size={300}
        title={t('shell.navigation')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <TopSearch onDone={drawer.close} />
        <div style={{ height: 12 }} />
        <Navigation onNavigate={drawer.close} />
      </Drawer>
      <AppShell.Main>
        <Content />
      </AppShell.Main>
      <Shortcuts />
    </AppShell>
  );
}

/** After a change of page the focus begins at its content, as on a page that was loaded. */
function Content() {
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <section id="content" ref={content} tabIndex={-1} className="m-page" style={{ outline: 'none' }}>
      <Outlet />
    </section>
  );
}

function Brand() {
  const session = useSession();
  const { data } = useQuery(signInChoices);
  const portals = data?.portals ?? [];
  const mine = portals.filter(({ stores }) => stores.some(({ id }) => id === session.store.id));
  const portal = mine.find(({ path }) => path === chosenPortal()) ?? mine[0];
  const store = portal?.stores.find(({ id }) => id === session.store.id);
  return (
    <Link to="/" className="m-brand">
      <img src={iconUrl} alt="" width={28} height={28} />
      <span className="m-brand-names">
        <bdi style={{ fontWeight: 650 }}>{portal?.name ?? 'Muster'}</bdi>
        <bdi style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{store?.name ?? ''}</bdi>
      </span>
    </Link>
  );
}

function InboxButton() {
  const { t } = useTranslation();
  const { data } = useQuery(requestCounts);
  const count = data?.inbox ?? 0;
  const label = count === 0 ? t('shell.inboxEmpty') : t('shell.inbox', { count });
  return (
    <Tooltip label={label}>
      <Indicator label={count > 99 ? '99+' : count} size={18} disabled={count === 0} offset={4}>
        <InboxLink to="/inbox" variant="subtle" color="gray" size="lg" aria-label={label}>
          <IconInbox size={20} />
        </InboxLink>
      </Indicator>
    </Tooltip>
  );
}
