/** What stands around every page: top bar, navigation at the left, a drawer on small screens. */
import { Burger } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconInbox, IconLayoutSidebar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { requestCounts, signInChoices } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { LinkActionIcon } from '../../components/link.tsx';
import { chosenPortal } from '../../features/sign-in/chosen-portal.ts';
import iconUrl from '../icon.svg';
import { ConnectionBanner } from './connection-banner.tsx';
import { LiveRegion } from './live-region.tsx';
import { Navigation } from './navigation.tsx';
import { useNarrow } from './use-narrow.ts';
import { useAppliedSettings } from './use-applied-settings.ts';

// After the page is there: none of these is needed to read it.
const NavigationDrawer = lazy(async () => ({
  default: (await import('./navigation-drawer.tsx')).NavigationDrawer,
}));
const RequestWatch = lazy(async () => ({
  default: (await import('../../features/requests/request-watch.tsx')).RequestWatch,
}));
const ProfileMenu = lazy(async () => ({ default: (await import('./profile-menu.tsx')).ProfileMenu }));
const Shortcuts = lazy(async () => ({ default: (await import('./shortcuts.tsx')).Shortcuts }));
const TopSearch = lazy(async () => ({ default: (await import('./top-search.tsx')).TopSearch }));

export function Shell() {
  const { t } = useTranslation();
  useAppliedSettings();
  const [opened, drawer] = useDisclosure(false);
  const [narrow, toggle] = useNarrow();
  const label = t(narrow ? 'shell.widen' : 'shell.narrow');
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <div className="m-shell">
      <a className="m-skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="m-top">
        {small && (
          <Burger opened={opened} onClick={drawer.toggle} size="sm" aria-label={t('shell.openNavigation')} />
        )}
        <Brand />
        <div className="m-top-middle">
          <Suspense>{!small && <TopSearch />}</Suspense>
        </div>
        <InboxButton />
        <div className="m-top-profile">
          <Suspense>
            <ProfileMenu />
          </Suspense>
        </div>
      </header>
      <ConnectionBanner />
      <LiveRegion />
      <div className="m-body">
        {!small && (
          <div className="m-side" data-narrow={narrow || undefined}>
            <Navigation narrow={narrow} />
            <button
              type="button"
              className="m-nav-link"
              aria-expanded={!narrow}
              onClick={toggle}
              title={label}
            >
              <IconLayoutSidebar size={18} stroke={1.7} aria-hidden />
              <span className={narrow ? 'm-visually-hidden' : undefined}>{label}</span>
            </button>
          </div>
        )}
        <main className="m-main">
          <Content />
        </main>
      </div>
      <Suspense>
        {small && <NavigationDrawer opened={opened} onClose={drawer.close} />}
        <Shortcuts />
        <RequestWatch />
      </Suspense>
    </div>
  );
}

/** After a change of page the focus begins at its content, as on a page that was loaded. */
function Content() {
  const { pathname } = useLocation();
  const content = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div id="content" ref={content} tabIndex={-1} className="m-page" style={{ outline: 'none' }}>
      <Outlet />
    </div>
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
        <bdi style={{ fontWeight: 650 }} title={portal?.name}>
          {portal?.name ?? 'Muster'}
        </bdi>
        <bdi style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }} title={store?.name}>
          {store?.name ?? ''}
        </bdi>
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
    <LinkActionIcon
      to="/inbox"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      className="m-inbox"
    >
      <IconInbox size={20} />
      {count > 0 && (
        <span className="m-count" aria-hidden>
          {count > 99 ? '99+' : count}
        </span>
      )}
    </LinkActionIcon>
  );
}
