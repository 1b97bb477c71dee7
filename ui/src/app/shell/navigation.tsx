import {
  IconActivity,
  IconCheckupList,
  IconDatabase,
  IconHistory,
  IconHome,
  type Icon,
  IconInbox,
  IconMail,
  IconMailCog,
  IconRefresh,
  IconSearch,
  IconSend,
  IconShieldLock,
  IconRubberStamp,
  IconUser,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../../workflows/contracts/permissions.ts';
import { requestCounts } from '../../api/queries.ts';
import { holds, useSession } from '../../api/session.ts';
import type en from '../../i18n/en.json';

interface Entry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: keyof typeof en.navigation;
  readonly icon: Icon;
  readonly needs?: Permission;
  readonly exact?: boolean;
  readonly counts?: true;
  /** Asks about every identity store at once. */
  readonly wide?: true;
  /** Only where the installation is a demo. */
  readonly demo?: true;
}

const portal: readonly Entry[] = [
  { to: '/', label: 'home', icon: IconHome, exact: true },
  { to: '/groups', label: 'groups', icon: IconUsersGroup },
  { to: '/people', label: 'people', icon: IconUser },
  { to: '/search', label: 'search', icon: IconSearch },
  { to: '/inbox', label: 'inbox', icon: IconInbox, counts: true },
  { to: '/requests', label: 'myRequests', icon: IconSend, exact: true },
  { to: '/requests/all', label: 'allRequests', icon: IconCheckupList, needs: 'Manage All Requests' },
  { to: '/history', label: 'history', icon: IconHistory },
  { to: '/mailbox', label: 'mailbox', icon: IconMail, demo: true },
];

const administration: readonly Entry[] = [
  { to: '/admin/stores', label: 'stores', icon: IconDatabase, needs: 'Manage Identity Store' },
  { to: '/admin/portals', label: 'portals', icon: IconWorld, needs: 'Manage Applications' },
  { to: '/admin/roles', label: 'roles', icon: IconShieldLock, needs: 'Manage Security Roles' },
  { to: '/admin/workflows', label: 'workflows', icon: IconRubberStamp, needs: 'Manage Workflows' },
  {
    to: '/admin/replication',
    label: 'replication',
    icon: IconRefresh,
    needs: 'Manage Replication',
    wide: true,
  },
  { to: '/admin/mail-queue', label: 'mailQueue', icon: IconMail, needs: 'Manage Notifications Queue' },
  {
    to: '/admin/mail-templates',
    label: 'mailTemplates',
    icon: IconMailCog,
    needs: 'Manage Notifications Editor',
  },
  { to: '/admin/operations', label: 'operations', icon: IconActivity, needs: 'Manage All Requests' },
];

interface NavigationProps {
  /** Signs only: the words are told by them and by screen readers. */
  readonly narrow?: boolean;
  readonly onNavigate?: () => void;
}

export function Navigation({ narrow = false, onNavigate }: NavigationProps) {
  const { t } = useTranslation();
  const session = useSession();
  const counts = useQuery(requestCounts);
  const allowed = (entries: readonly Entry[]) =>
    entries.filter(
      ({ needs, demo, wide }) =>
        (needs === undefined || holds(session, needs)) &&
        (demo !== true || session.demo) &&
        (wide !== true || session.administersAll),
    );
  const admin = allowed(administration);

  const link = ({ to, label, icon: Sign, exact = false, counts: counted }: Entry) => (
    <Link
      key={to}
      to={to}
      className="m-nav-link"
      activeOptions={{ exact, includeSearch: false }}
      onClick={onNavigate}
      title={narrow ? t(`navigation.${label}`) : undefined}
    >
      <Sign size={18} stroke={1.7} aria-hidden />
      <span className={narrow ? 'm-visually-hidden' : undefined}>{t(`navigation.${label}`)}</span>
      {counted === true && <InboxCount count={counts.data?.inbox ?? 0} />}
    </Link>
  );
  return (
    <nav aria-label={t('shell.navigation')}>
      {allowed(portal).map(link)}
      {admin.length > 0 && <div className="m-nav-label">{t('navigation.administration')}</div>}
      {admin.map(link)}
    </nav>
  );
}

function InboxCount({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className="m-count">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="m-visually-hidden">{t('shell.waiting', { count })}</span>
    </span>
  );
}
