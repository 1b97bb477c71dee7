/** Every address of the pages. Each page is loaded when it is first visited. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { isOwnPath } from '../../../workflows/contracts/own-path.ts';
import { requestStates } from '../../../workflows/contracts/requests.ts';
import { actions } from '../../../workflows/contracts/actions.ts';
import { type Language, languages } from '../../../workflows/contracts/personal-settings.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import { findSession, holds } from '../api/session.ts';
import { NotFoundPage, PageFailed, PageLoading } from './error-pages.tsx';
import {
  advancedSearch,
  type GroupSearch,
  type GroupsSearch,
  groupTabs,
  listSearch,
  type MailboxSearch,
  oneOf,
  type ObjectSearch,
  objectTabs,
  type OperationsSearch,
  type QueueSearch,
  queueStates,
  replicationRunKinds,
  type ReplicationSearch,
  replicationTabs,
  requestDates,
  type RequestsSearch,
  type RoleTab,
  roleTabs,
  querySearch,
  searchSearch,
  storesSearch,
  storeTabs,
  textOf,
  workflowTabs,
} from './search.ts';
import { Shell } from './shell/shell.tsx';

const rootRoute = createRootRoute({ component: Outlet });

/** Only addresses of these pages: a link from outside must not lead a person elsewhere after sign-in. */
const ownAddress = (value: unknown): string | undefined => {
  const address = textOf(value);
  return address !== undefined && isOwnPath(address) ? address : undefined;
};

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (
    search: Record<string, unknown>,
  ): { to?: string | undefined; portal?: string | undefined } => ({
    to: ownAddress(search.to),
    portal: textOf(search.portal),
  }),
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const signInReturnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/return',
  component: lazyRouteComponent(
    () => import('../features/sign-in/sign-in-return-page.tsx'),
    'SignInReturnPage',
  ),
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../features/set-up/set-up-page.tsx'), 'SetUpPage'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    if ((await findSession()) !== null) return;
    redirect({
      throw: true,
      to: '/sign-in',
      search: {
        to: location.href === '/' ? undefined : location.href,
        // As mails of an approval workflow name it.
        portal: new URLSearchParams(location.searchStr).get('portal') ?? undefined,
      },
    });
  },
  component: Shell,
  errorComponent: PageFailed,
});

const shell = { getParentRoute: () => shellRoute };

/** A page for holders of a permission; to others it is not there. */
const needs = (permission: Permission) => async () => {
  const session = await findSession();
  if (session !== null && !holds(session, permission)) {
    redirect({ throw: true, to: '/no-access', search: { permission } });
  }
};

const homeRoute = createRoute({
  ...shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const noAccessRoute = createRoute({
  ...shell,
  path: '/no-access',
  validateSearch: (search: Record<string, unknown>): { permission?: string | undefined } => ({
    permission: textOf(search.permission),
  }),
  component: lazyRouteComponent(() => import('./no-access-page.tsx'), 'NoAccessPage'),
});

const groupsRoute = createRoute({
  ...shell,
  path: '/groups',
  validateSearch: (search: Record<string, unknown>): GroupsSearch => ({
    ...storesSearch(search),
    relation: oneOf(search.relation, ['owner', 'member']),
  }),
  component: lazyRouteComponent(() => import('../features/groups/groups-page.tsx'), 'GroupsPage'),
});

const createGroupRoute = createRoute({
  ...shell,
  path: '/groups/new',
  beforeLoad: needs('Create Static Group'),
  component: lazyRouteComponent(() => import('../features/groups/create-group-page.tsx'), 'CreateGroupPage'),
});

const groupRoute = createRoute({
  ...shell,
  path: '/groups/$storeId/$groupId',
  validateSearch: (search: Record<string, unknown>): GroupSearch => ({
    ...listSearch(search),
    tab: oneOf(search.tab, groupTabs),
  }),
  component: lazyRouteComponent(() => import('../features/groups/group-page.tsx'), 'GroupPage'),
});

const editGroupRoute = createRoute({
  ...shell,
  path: '/groups/$storeId/$groupId/edit',
  beforeLoad: needs('Manage My Groups'),
  component: lazyRouteComponent(() => import('../features/groups/edit-group-page.tsx'), 'EditGroupPage'),
});

const peopleRoute = createRoute({
  ...shell,
  path: '/people',
  validateSearch: storesSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
});

const objectSearch = (search: Record<string, unknown>): ObjectSearch => ({
  ...listSearch(search),
  tab: oneOf(search.tab, objectTabs),
  nested: search.nested === true ? true : undefined,
});

const personRoute = createRoute({
  ...shell,
  path: '/people/$storeId/$userId',
  validateSearch: objectSearch,
  component: lazyRouteComponent(() => import('../features/objects/object-pages.tsx'), 'PersonPage'),
});

const contactRoute = createRoute({
  ...shell,
  path: '/contacts/$storeId/$contactId',
  validateSearch: objectSearch,
  component: lazyRouteComponent(() => import('../features/objects/object-pages.tsx'), 'ContactPage'),
});

const computerRoute = createRoute({
  ...shell,
  path: '/computers/$storeId/$computerId',
  validateSearch: objectSearch,
  component: lazyRouteComponent(() => import('../features/objects/object-pages.tsx'), 'ComputerPage'),
});

const searchRoute = createRoute({
  ...shell,
  path: '/search',
  validateSearch: searchSearch,
  component: lazyRouteComponent(() => import('../features/search/search-page.tsx'), 'SearchPage'),
});

const advancedSearchRoute = createRoute({
  ...shell,
  path: '/search/advanced',
  validateSearch: advancedSearch,
  component: lazyRouteComponent(
    () => import('../features/search/advanced-search-page.tsx'),
    'AdvancedSearchPage',
  ),
});

const queriesRoute = createRoute({
  ...shell,
  path: '/search/queries',
  component: lazyRouteComponent(() => import('../features/search/queries-page.tsx'), 'QueriesPage'),
});

const newQueryRoute = createRoute({
  ...shell,
  path: '/search/queries/new',
  validateSearch: advancedSearch,
  component: lazyRouteComponent(() => import('../features/search/new-query-page.tsx'), 'NewQueryPage'),
});

const queryRoute = createRoute({
  ...shell,
  path: '/search/queries/$queryId',
  validateSearch: querySearch,
  component: lazyRouteComponent(() => import('../features/search/query-page.tsx'), 'QueryPage'),
});

const exportsRoute = createRoute({
  ...shell,
  path: '/exports',
  component: lazyRouteComponent(() => import('../features/exports/exports-page.tsx'), 'ExportsPage'),
});

const requestSearch = (search: Record<string, unknown>): RequestsSearch => ({
  ...listSearch(search),
  state: oneOf(search.state, [...requestStates, 'any']),
  date: oneOf(search.date, requestDates),
  action: oneOf(search.action, actions),
});

const inboxRoute = createRoute({
  ...shell,
  path: '/inbox',
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('../features/requests/inbox-page.tsx'), 'InboxPage'),
});

const myRequestsRoute = createRoute({
  ...shell,
  path: '/requests',
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('../features/requests/requests-pages.tsx'), 'MyRequestsPage'),
});

const allRequestsRoute = createRoute({
  ...shell,
  path: '/requests/all',
  beforeLoad: needs('Manage All Requests'),
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('../features/requests/requests-pages.tsx'), 'AllRequestsPage'),
});

const requestRoute = createRoute({
  ...shell,
  path: '/requests/$requestId',
  validateSearch: (search: Record<string, unknown>): { from?: 'inbox' | undefined } => ({
    from: oneOf(search.from, ['inbox']),
  }),
  component: lazyRouteComponent(() => import('../features/requests/request-page.tsx'), 'RequestPage'),
});

const mailApprovalRoute = createRoute({
  ...shell,
  path: '/mail-approval/$token',
  validateSearch: (search: Record<string, unknown>): { decision?: 'approve' | 'deny' | undefined } => ({
    decision: oneOf(search.decision, ['approve', 'deny']),
  }),
  component: lazyRouteComponent(
    () => import('../features/requests/mail-approval-page.tsx'),
    'MailApprovalPage',
  ),
});

const historyRoute = createRoute({
  ...shell,
  path: '/history',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
});

const profileRoute = createRoute({
  ...shell,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
});

const tokensRoute = createRoute({
  ...shell,
  path: '/profile/tokens',
  component: lazyRouteComponent(() => import('../features/profile/tokens-page.tsx'), 'TokensPage'),
});

const delegationsRoute = createRoute({
  ...shell,
  path: '/profile/delegation',
  component: lazyRouteComponent(
    () => import('../features/delegations/delegations-page.tsx'),
    'DelegationsPage',
  ),
});

const whyNotRoute = createRoute({
  ...shell,
  path: '/profile/why',
  validateSearch: (search: Record<string, unknown>): { permission?: string | undefined } => ({
    permission: textOf(search.permission),
  }),
  component: lazyRouteComponent(() => import('../features/profile/why-not-page.tsx'), 'WhyNotPage'),
});

const mailboxRoute = createRoute({
  ...shell,
  path: '/mailbox',
  validateSearch: (search: Record<string, unknown>): MailboxSearch => ({
    ...listSearch(search),
    recipient: textOf(search.recipient),
  }),
  component: lazyRouteComponent(() => import('../features/mailbox/mailbox-page.tsx'), 'MailboxPage'),
});

const mailRoute = createRoute({
  ...shell,
  path: '/mailbox/$mailId',
  component: lazyRouteComponent(() => import('../features/mailbox/mail-page.tsx'), 'MailPage'),
});

const storesRoute = createRoute({
  ...shell,
  path: '/admin/stores',
  beforeLoad: needs('Manage Identity Store'),
  component: lazyRouteComponent(() => import('../features/stores/stores-page.tsx'), 'StoresPage'),
});

const questionPoolRoute = createRoute({
  ...shell,
  path: '/admin/stores/questions',
  beforeLoad: needs('Manage Admin Center Settings'),
  component: lazyRouteComponent(
    () => import('../features/factors/question-pool-page.tsx'),
    'QuestionPoolPage',
  ),
});

const createStoreRoute = createRoute({
  ...shell,
  path: '/admin/stores/new',
  beforeLoad: needs('Create Identity Store'),
  component: lazyRouteComponent(() => import('../features/stores/create-store-page.tsx'), 'CreateStorePage'),
});

const storeRoute = createRoute({
  ...shell,
  path: '/admin/stores/$storeId',
  beforeLoad: needs('Manage Identity Store'),
  validateSearch: (search: Record<string, unknown>): { tab?: (typeof storeTabs)[number] | undefined } => ({
    tab: oneOf(search.tab, storeTabs),
  }),
  component: lazyRouteComponent(() => import('../features/stores/store-page.tsx'), 'StorePage'),
});

const storeChoice = (search: Record<string, unknown>): { store?: string | undefined } => ({
  store: textOf(search.store),
});

const rolesRoute = createRoute({
  ...shell,
  path: '/admin/roles',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: storeChoice,
  component: lazyRouteComponent(() => import('../features/roles/roles-page.tsx'), 'RolesPage'),
});

const checkRolesRoute = createRoute({
  ...shell,
  path: '/admin/roles/check',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: (
    search: Record<string, unknown>,
  ): { store?: string | undefined; person?: string | undefined; client?: string | undefined } => ({
    ...storeChoice(search),
    person: textOf(search.person),
    client: textOf(search.client),
  }),
  component: lazyRouteComponent(() => import('../features/roles/check-roles-page.tsx'), 'CheckRolesPage'),
});

const storeTokensRoute = createRoute({
  ...shell,
  path: '/admin/roles/tokens',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: storeChoice,
  component: lazyRouteComponent(() => import('../features/tokens/store-tokens-page.tsx'), 'StoreTokensPage'),
});

const storeSessionsRoute = createRoute({
  ...shell,
  path: '/admin/roles/sessions',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: storeChoice,
  component: lazyRouteComponent(
    () => import('../features/sessions/store-sessions-page.tsx'),
    'StoreSessionsPage',
  ),
});

const configurationRoute = createRoute({
  ...shell,
  path: '/admin/roles/configuration',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: storeChoice,
  component: lazyRouteComponent(
    () => import('../features/configuration/configuration-page.tsx'),
    'ConfigurationPage',
  ),
});

const dutiesRoute = createRoute({
  ...shell,
  path: '/admin/roles/duties',
  beforeLoad: needs('Manage Security Roles'),
  component: lazyRouteComponent(() => import('../features/duties/duties-page.tsx'), 'DutiesPage'),
});

const roleTab = (search: Record<string, unknown>): { tab?: RoleTab | undefined } => ({
  tab: oneOf(search.tab, roleTabs),
});

const newRoleRoute = createRoute({
  ...shell,
  path: '/admin/roles/$storeId/new',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: roleTab,
  component: lazyRouteComponent(() => import('../features/roles/role-page.tsx'), 'NewRolePage'),
});

const roleRoute = createRoute({
  ...shell,
  path: '/admin/roles/$storeId/$roleId',
  beforeLoad: needs('Manage Security Roles'),
  validateSearch: roleTab,
  component: lazyRouteComponent(() => import('../features/roles/role-page.tsx'), 'RolePage'),
});

const portalsRoute = createRoute({
  ...shell,
  path: '/admin/portals',
  beforeLoad: needs('Manage Applications'),
  component: lazyRouteComponent(() => import('../features/portals/portals-page.tsx'), 'PortalsPage'),
});

const workflowsRoute = createRoute({
  ...shell,
  path: '/admin/workflows',
  beforeLoad: needs('Manage Workflows'),
  validateSearch: (
    search: Record<string, unknown>,
  ): { store?: string | undefined; tab?: (typeof workflowTabs)[number] | undefined } => ({
    ...storeChoice(search),
    tab: oneOf(search.tab, workflowTabs),
  }),
  component: lazyRouteComponent(() => import('../features/workflows/workflows-page.tsx'), 'WorkflowsPage'),
});

const workflowRoute = createRoute({
  ...shell,
  path: '/admin/workflows/$storeId/$workflowId',
  beforeLoad: needs('Manage Workflows'),
  component: lazyRouteComponent(() => import('../features/workflows/workflow-page.tsx'), 'WorkflowPage'),
});

const replicationRoute = createRoute({
  ...shell,
  path: '/admin/replication',
  beforeLoad: needs('Manage Replication'),
  validateSearch: (search: Record<string, unknown>): ReplicationSearch => ({
    ...listSearch(search),
    tab: oneOf(search.tab, replicationTabs),
    store: textOf(search.store),
    run: oneOf(search.run, replicationRunKinds),
  }),
  component: lazyRouteComponent(
    () => import('../features/replication/replication-page.tsx'),
    'ReplicationPage',
  ),
});

const mailQueueRoute = createRoute({
  ...shell,
  path: '/admin/mail-queue',
  beforeLoad: needs('Manage Notifications Queue'),
  validateSearch: (search: Record<string, unknown>): QueueSearch => ({
    ...listSearch(search),
    state: oneOf(search.state, queueStates),
  }),
  component: lazyRouteComponent(
    () => import('../features/notifications/mail-queue-page.tsx'),
    'MailQueuePage',
  ),
});

const mailLanguage = (search: Record<string, unknown>): { language?: Language | undefined } => ({
  language: oneOf(search.language, languages),
});

const mailTemplatesRoute = createRoute({
  ...shell,
  path: '/admin/mail-templates',
  beforeLoad: needs('Manage Notifications Editor'),
  validateSearch: mailLanguage,
  component: lazyRouteComponent(
    () => import('../features/notifications/mail-templates-page.tsx'),
    'MailTemplatesPage',
  ),
});

const mailTemplateRoute = createRoute({
  ...shell,
  path: '/admin/mail-templates/$template',
  beforeLoad: needs('Manage Notifications Editor'),
  validateSearch: mailLanguage,
  component: lazyRouteComponent(
    () => import('../features/notifications/mail-template-page.tsx'),
    'MailTemplatePage',
  ),
});

const operationsRoute = createRoute({
  ...shell,
  path: '/admin/operations',
  beforeLoad: needs('Manage All Requests'),
  validateSearch: (search: Record<string, unknown>): OperationsSearch => ({
    ...listSearch(search),
    view: oneOf(search.view, ['running', 'failed']),
  }),
  component: lazyRouteComponent(() => import('../features/operations/operations-page.tsx'), 'OperationsPage'),
});

const runRoute = createRoute({
  ...shell,
  path: '/admin/operations/$workflowId',
  beforeLoad: needs('Manage All Requests'),
  component: lazyRouteComponent(() => import('../features/operations/run-page.tsx'), 'RunPage'),
});
/** Every other address: told in the shell, to people who are signed in. */
const nowhereRoute = createRoute({ ...shell, path: '$', component: NotFoundPage });

const routeTree = rootRoute.addChildren([
  signInRoute,
  signInReturnRoute,
  setUpRoute,
  shellRoute.addChildren([
    mailboxRoute,
    mailRoute,
    homeRoute,
    noAccessRoute,
    groupsRoute,
    createGroupRoute,
    groupRoute,
    editGroupRoute,
    peopleRoute,
    personRoute,
    contactRoute,
    computerRoute,
    searchRoute,
    advancedSearchRoute,
    queriesRoute,
    newQueryRoute,
    queryRoute,
    exportsRoute,
    inboxRoute,
    myRequestsRoute,
    allRequestsRoute,
    requestRoute,
    mailApprovalRoute,
    historyRoute,
    profileRoute,
    tokensRoute,
    delegationsRoute,
    whyNotRoute,
    storesRoute,
    createStoreRoute,
    questionPoolRoute,
    storeRoute,
    rolesRoute,
    checkRolesRoute,
    storeTokensRoute,
    storeSessionsRoute,
    configurationRoute,
    dutiesRoute,
    newRoleRoute,
    roleRoute,
    portalsRoute,
    workflowsRoute,
    workflowRoute,
    replicationRoute,
    mailQueueRoute,
    mailTemplatesRoute,
    mailTemplateRoute,
    operationsRoute,
    runRoute,
    nowhereRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  defaultPendingMs: 150,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
