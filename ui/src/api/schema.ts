/** Generated from the API's document by scripts/api-types.mjs; not edited by hand. */
export type Health = {
  live: boolean;
  ready: boolean;
  checks: { database: boolean; engine: boolean; worker: boolean };
};
export type Problem = {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail: string;
  errors: { field: string; code: string; message: string; current?: string | string[] | null }[];
  permission?: string;
  plan?: Plan;
  requestId?: string;
  href?: string;
  traceId: string;
};
export type Plan = {
  items: {
    store: string;
    object: string | null;
    objectName: string;
    operation: string;
    attribute: string | null;
    old: string | null;
    new: string | null;
    valueName: string | null;
    skippedReason: string | null;
    hidden?: boolean;
  }[];
  warnings: { code: string; message: string }[];
  asks?: { rule: string; held: boolean; approvers: string[]; fields?: string[] }[];
  dryRunId?: string;
  hash?: string;
};
export type Session = {
  user: { id: string; name: string; loginName: string };
  store: { id: string; kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local' };
  role: { id: string; name: string };
  administersAll: boolean;
  breakGlass: boolean;
  hiddenFields: { user: string[]; group: string[]; contact: string[]; computer: string[] };
  permissions: (
    | 'Create Mailbox'
    | 'Manage My Direct Reports'
    | 'Create Contact'
    | 'Create User'
    | 'Delete'
    | 'Join/Leave on behalf of any user'
    | 'Join/Leave on behalf of Peer'
    | 'Manage Any Profile'
    | 'Manage My Profile'
    | 'Reinstate and Extend'
    | 'Manage My Groups'
    | 'Create Static Group'
    | 'Create Smart Group'
    | 'Manage Any Group'
    | 'Change Protected Objects'
    | 'Create Application'
    | 'Create Data Source'
    | 'Create Identity Store'
    | 'Manage Admin Center Settings'
    | 'Manage Application Design Settings'
    | 'Manage Application Server Settings'
    | 'Manage Applications'
    | 'Manage Data Source'
    | 'Manage Entitlement'
    | 'Manage Identity Store'
    | 'Manage Identity Store Configurations'
    | 'Manage Identity Store General Info'
    | 'Manage Identity Store Link'
    | 'Manage Notifications Editor'
    | 'Manage Notifications Queue'
    | 'Manage Replication'
    | 'Manage Identity Providers'
    | 'Manage Scheduling'
    | 'Manage Security Roles'
    | 'Manage SMS Gateways'
    | 'Manage Workflows'
    | 'Create Job'
    | 'Delete Job'
    | 'Edit Job'
    | 'Run Job'
    | 'View Any Job'
    | 'Release Held Run'
    | 'Unlock My Account'
    | 'Manage Linked Account'
    | 'Change My Password'
    | 'Reset Any Password'
    | 'Reset My Password'
    | 'Unenroll'
    | 'Unlock Any Account'
    | 'Sign in to Service Provider'
    | 'Manage All Requests'
    | 'Manage Report'
    | 'View and Download Report'
    | 'Share Queries'
    | 'Create Container'
    | 'Permission set'
    | 'Navigate'
    | 'Add user or group'
    | 'Modify'
    | 'Remove'
  )[];
  signedInAt: string;
  endsAt: string;
  idleMinutes: number;
  sendsMail: boolean;
  demo: boolean;
  settings: Settings;
  pageSizes: { requests: number; lists: number };
  csrfToken: string;
};
export type Settings = {
  language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
  timeZone: string | null;
  theme: 'auto' | 'light' | 'dark';
  pageSize: number | null;
  searchPlaceId: string | null;
  serverTimeZone: string;
};
export type PendingSignIn = {
  step: 'prove' | 'enrol';
  storeId: string;
  user: { name: string; loginName: string };
  factors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  backupCodes: boolean;
  enrol: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  expiresAt: string;
};
export type FactorChallenge = {
  totp?: { secret: string; uri: string };
  address?: string;
  questions?: { texts: string[]; count: number; minAnswerLength: number };
  webauthn?: unknown;
};
export type ConnectionTest = {
  ok: boolean;
  failure: string | null;
  message: string;
  steps: { name: string; ok: boolean; message: string }[];
  vendor: string | null;
  namingContexts: string[];
};
export type StoreSession = {
  id: string;
  current: boolean;
  person: { id: string; name: string };
  loginName: string;
  roleName: string;
  clientType: 'admin-center' | 'portal' | 'mobile' | 'command-line' | 'api';
  address: string | null;
  userAgent: string | null;
  signedInAt: string;
  lastSeenAt: string;
  expiresAt: string;
};
export type ApiToken = {
  id: string;
  kind: 'personal' | 'service';
  name: string;
  hint: string;
  scopes: (
    | 'Create Mailbox'
    | 'Manage My Direct Reports'
    | 'Create Contact'
    | 'Create User'
    | 'Delete'
    | 'Join/Leave on behalf of any user'
    | 'Join/Leave on behalf of Peer'
    | 'Manage Any Profile'
    | 'Manage My Profile'
    | 'Reinstate and Extend'
    | 'Manage My Groups'
    | 'Create Static Group'
    | 'Create Smart Group'
    | 'Manage Any Group'
    | 'Change Protected Objects'
    | 'Create Application'
    | 'Create Data Source'
    | 'Create Identity Store'
    | 'Manage Admin Center Settings'
    | 'Manage Application Design Settings'
    | 'Manage Application Server Settings'
    | 'Manage Applications'
    | 'Manage Data Source'
    | 'Manage Entitlement'
    | 'Manage Identity Store'
    | 'Manage Identity Store Configurations'
    | 'Manage Identity Store General Info'
    | 'Manage Identity Store Link'
    | 'Manage Notifications Editor'
    | 'Manage Notifications Queue'
    | 'Manage Replication'
    | 'Manage Identity Providers'
    | 'Manage Scheduling'
    | 'Manage Security Roles'
    | 'Manage SMS Gateways'
    | 'Manage Workflows'
    | 'Create Job'
    | 'Delete Job'
    | 'Edit Job'
    | 'Run Job'
    | 'View Any Job'
    | 'Release Held Run'
    | 'Unlock My Account'
    | 'Manage Linked Account'
    | 'Change My Password'
    | 'Reset Any Password'
    | 'Reset My Password'
    | 'Unenroll'
    | 'Unlock Any Account'
    | 'Sign in to Service Provider'
    | 'Manage All Requests'
    | 'Manage Report'
    | 'View and Download Report'
    | 'Share Queries'
    | 'Create Container'
    | 'Permission set'
    | 'Navigate'
    | 'Add user or group'
    | 'Modify'
    | 'Remove'
  )[];
  owner: { id: string; name: string };
  madeBy: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  state: 'active' | 'expired' | 'ended';
  endedAt: string | null;
  endReason: ('owner' | 'administrator' | 'ownerDisabled' | 'noRole') | null;
};
export type NewApiToken = { token: ApiToken; secret: string | null };
export type Factors = {
  items: Factor[];
  kinds: {
    kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
    room: boolean;
    named: boolean;
  }[];
  backupCodes: number;
  needed: boolean;
  stepUp: OwnStepUp;
  freshUntil: string | null;
};
export type Factor = {
  id: string;
  kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
  name: string;
  enabled: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};
export type OwnStepUp = {
  demanded: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  choose: number;
  from: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  enough: boolean;
  missing: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  missingChoices: number;
  choices: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
};
export type FactorSettings = {
  enrolmentEnabled: boolean;
  factors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  questions: string[] | null;
  builtInQuestions: string[];
  unconfigured: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  version: number;
};
export type QuestionPool = { questions: string[]; version: number };
export type OpenidProvider = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  scopes: string;
  claim: string;
  attribute: string;
  trustsSecondFactor: boolean;
  enabled: boolean;
  clientSecret: { set: boolean };
  version: number;
};
export type Group = {
  id: string;
  storeId: string;
  storeName: string;
  name: string;
  displayName: string;
  path: string;
  accountName: string | null;
  description: string | null;
  mail: string | null;
  category: string | null;
  scope: string | null;
  securityType: 'private' | 'semi-private' | 'public';
  status: string;
  owner: NamedObject | null;
  additionalOwners: NamedObject[];
  isMember: boolean;
  memberUntil: string | null;
  isOwner: boolean;
  lockedFields?: { field: string; hidden: boolean; reason: string }[];
  memberCount?: number;
};
export type NamedObject = {
  id: string;
  kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
  name: string;
};
export type Total = { count: number; exact: boolean };
export type ListedStore = {
  id: string;
  name: string;
  skipped: ('disabled' | 'attributes') | null;
  missing: string[];
  healthy: boolean;
  lastReplicatedAt: string | null;
};
export type Accepted = {
  requestId: string;
  action:
    | 'createGroup'
    | 'updateGroup'
    | 'deleteGroup'
    | 'addMembers'
    | 'removeMembers'
    | 'joinGroup'
    | 'leaveGroup'
    | 'undoChange'
    | 'endMemberships';
  state:
    'queued' | 'pending' | 'running' | 'succeeded' | 'failed' | 'denied' | 'cancelled' | 'expired' | 'stale';
  href: string;
  parts?: string[];
  foreseen?: { step: number; state: 'approved' | 'denied'; last: boolean };
  kept?: string;
};
export type User = {
  id: string;
  storeId: string;
  storeName: string;
  kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
  name: string;
  displayName: string;
  path: string;
  enabled: boolean;
  mail: string | null;
  loginName: string | null;
  title: string | null;
  department: string | null;
};
export type DirectoryObject = {
  id: string;
  storeId: string;
  storeName: string;
  kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
  name: string;
  displayName: string;
  path: string;
  enabled: boolean;
  mail: string | null;
  protection: string | null;
  attributes: {
    name:
      | 'name'
      | 'accountName'
      | 'loginName'
      | 'displayName'
      | 'description'
      | 'mail'
      | 'member'
      | 'owner'
      | 'groupCategory'
      | 'groupScope'
      | 'firstName'
      | 'lastName'
      | 'title'
      | 'department'
      | 'company'
      | 'office'
      | 'city'
      | 'phone'
      | 'mobile'
      | 'manager'
      | 'mailbox';
    values: string[];
  }[];
  manager: NamedObject | null;
  owner: NamedObject | null;
};
export type Found = {
  id: string;
  storeId: string;
  kind: 'user' | 'group' | 'contact' | 'computer';
  name: string;
  displayName: string;
  path: string;
  enabled: boolean;
  hasMailbox: boolean;
  loginName: string | null;
  mail: string | null;
  title: string | null;
  department: string | null;
  office: string | null;
  phone: string | null;
  description: string | null;
  status: 'active' | 'expired' | 'deleted';
  protection: string | null;
  refusal: ('member' | 'self' | 'expired' | 'protected') | null;
};
export type FilterAttribute = {
  list: 'groups' | 'users' | 'members' | 'objects' | 'requests' | 'history';
  name: string;
  label: string;
  type: 'text' | 'choice' | 'reference';
  operators: (
    'equals' | 'startsWith' | 'endsWith' | 'contains' | 'greaterOrEqual' | 'lessOrEqual' | 'present'
  )[];
  choices: string[];
  references: string | null;
  sortable: boolean;
};
export type Hit = {
  id: string;
  storeId: string;
  kind: 'user' | 'group' | 'contact' | 'computer';
  name: string;
  displayName: string;
  path: string;
  enabled: boolean;
  hasMailbox: boolean;
  loginName: string | null;
  mail: string | null;
  title: string | null;
  department: string | null;
  office: string | null;
  phone: string | null;
  description: string | null;
};
export type KindCount = { kind: 'user' | 'mailbox' | 'group' | 'contact' | 'computer'; total: Total };
export type Place = { id: string; name: string; path: string; parentId: string | null };
export type SavedQuery = {
  id: string;
  name: string;
  isGlobal: boolean;
  author: { id: string; name: string };
  isOwn: boolean;
  mayEdit: boolean;
  refusal: string | null;
  search: { stores: string; kinds?: string; within?: string; filter?: string };
  version: number;
  createdAt: string;
  updatedAt: string;
};
export type Export = {
  id: string;
  name: string;
  format: 'xlsx' | 'csv';
  state: 'queued' | 'running' | 'ready' | 'failed' | 'cancelled';
  rows: number;
  total: number | null;
  totalExact: boolean;
  bytes: number;
  problem: { code: string; message: string } | null;
  createdAt: string;
  finishedAt: string | null;
  expiresAt: string;
  href: string | null;
};
export type SavedView = {
  id: string;
  list: string;
  name: string;
  query: string;
  createdAt: string;
  updatedAt: string;
};
export type RequestSummary = {
  id: string;
  requestId: string;
  action:
    | 'createGroup'
    | 'updateGroup'
    | 'deleteGroup'
    | 'addMembers'
    | 'removeMembers'
    | 'joinGroup'
    | 'leaveGroup'
    | 'undoChange'
    | 'endMemberships';
  storeId: string;
  storeName: string;
  storeDeletedAt: string | null;
  state:
    'queued' | 'pending' | 'running' | 'succeeded' | 'failed' | 'denied' | 'cancelled' | 'expired' | 'stale';
  dryRun: boolean;
  breakGlass: string | null;
  requester: { storeId: string; id: string; name: string };
  target: { id: string | null; name: string | null };
  problem: {
    code: string;
    message: string;
    fields?: { field: string; code: string; message: string }[];
  } | null;
  createdAt: string;
  decidedAt: string | null;
  finishedAt: string | null;
  approvers: string[];
  approverCount: number;
  decider: string | null;
  denialReason: string | null;
};
export type RequestCounts = { inbox: number; mine: number };
export type Request = {
  id: string;
  requestId: string;
  action:
    | 'createGroup'
    | 'updateGroup'
    | 'deleteGroup'
    | 'addMembers'
    | 'removeMembers'
    | 'joinGroup'
    | 'leaveGroup'
    | 'undoChange'
    | 'endMemberships';
  storeId: string;
  storeName: string;
  storeDeletedAt: string | null;
  state:
    'queued' | 'pending' | 'running' | 'succeeded' | 'failed' | 'denied' | 'cancelled' | 'expired' | 'stale';
  dryRun: boolean;
  breakGlass: string | null;
  requester: { storeId: string; id: string; name: string };
  target: { id: string | null; name: string | null };
  problem: {
    code: string;
    message: string;
    fields?: { field: string; code: string; message: string }[];
  } | null;
  createdAt: string;
  decidedAt: string | null;
  finishedAt: string | null;
  reason: string | null;
  until: string | null;
  because: string | null;
  plan: Plan | null;
  approvals: {
    step: number;
    stage: number | null;
    rule: string;
    state: string;
    held: boolean;
    approvers: { storeId: string; id: string; name: string }[];
    expiresAt: string | null;
    decision: {
      decision: string;
      by: { storeId: string; id: string; name: string };
      decidedAs: string;
      onBehalfOf: { storeId: string; id: string; name: string } | null;
      comment: string | null;
      at: string | null;
    } | null;
  }[];
  partOf: string | null;
  parts: {
    id: string;
    state:
      | 'queued'
      | 'pending'
      | 'running'
      | 'succeeded'
      | 'failed'
      | 'denied'
      | 'cancelled'
      | 'expired'
      | 'stale';
  }[];
  timeline: {
    id: number;
    kind:
      | 'accepted'
      | 'planned'
      | 'approvalRequested'
      | 'approvalHeld'
      | 'approvalRerouted'
      | 'approvalReminded'
      | 'approvalAccelerated'
      | 'approvalHandedOver'
      | 'approvalStatic'
      | 'breakGlass'
      | 'approved'
      | 'denied'
      | 'cancelled'
      | 'expired'
      | 'applying'
      | 'retrying'
      | 'applied'
      | 'recorded'
      | 'notified'
      | 'operated'
      | 'succeeded'
      | 'failed'
      | 'stale';
    at: string;
    data: Record<string, unknown>;
  }[];
  mayDecide: boolean;
  mayReroute: boolean;
  decidesFor: { storeId: string; id: string; name: string } | null;
  token: string | null;
  mayWithdraw: boolean;
};
export type Decisions = {
  results: {
    requestId: string;
    decided: boolean;
    state:
      | (
          | 'queued'
          | 'pending'
          | 'running'
          | 'succeeded'
          | 'failed'
          | 'denied'
          | 'cancelled'
          | 'expired'
          | 'stale'
        )
      | null;
    foreseen?: { step: number; state: 'approved' | 'denied'; last: boolean };
    problem: { code: string; message: string } | null;
  }[];
};
export type Reroute = {
  requestId: string;
  step: number;
  approvers: { storeId: string; id: string; name: string }[];
};
export type Delegation = {
  id: string;
  delegator: { id: string; name: string };
  delegate: { id: string; name: string };
  startsAt: string;
  endsAt: string;
  active: boolean;
  workflows: { id: string; name: string }[] | null;
};
export type MailApproval = { requestId: string; expiresAt: string };
export type HistoryEntry = {
  id: string;
  storeId: string;
  storeName: string;
  storeDeletedAt: string | null;
  sequence: number;
  at: string;
  requestId: string;
  workflowId: string;
  action:
    | 'createGroup'
    | 'updateGroup'
    | 'deleteGroup'
    | 'addMembers'
    | 'removeMembers'
    | 'joinGroup'
    | 'leaveGroup'
    | 'undoChange'
    | 'endMemberships'
    | 'exportSearch'
    | 'createQuery'
    | 'updateQuery'
    | 'deleteQuery'
    | 'switchHistory'
    | 'deleteRequests'
    | 'sendMail'
    | 'deleteMail'
    | 'changeMailTemplate'
    | 'resetMailTemplate'
    | 'createWebhook'
    | 'updateWebhook'
    | 'deleteWebhook'
    | 'rotateWebhook'
    | 'changeDutyRule'
    | 'changeDutyException'
    | 'importConfiguration'
    | 'endSession';
  actor: { storeId: string; id: string; name: string };
  onBehalfOfId: string | null;
  source: string;
  object: { kind: string; id: string; name: string };
  operation: string;
  attribute: string | null;
  old: string | null;
  new: string | null;
  valueName: string | null;
  hidden: boolean;
  hash: string | null;
  previousHash: string | null;
};
export type IdentityStore = {
  id: string;
  name: string;
  kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
  description: string;
  enabled: boolean;
  settings: Record<string, unknown>;
  health: 'healthy' | 'errors' | 'unknown';
  healthMessage: string | null;
  healthFactors: HealthFactor[];
  pausedReason: string | null;
  lastReplicatedAt: string | null;
  historyViews: boolean;
  groupNamePrefixes: string[];
  fieldLevels: {
    kind: 'user' | 'group' | 'contact' | 'computer';
    field: string;
    visibility:
      | (
          | { level: 'role'; roleId: string; excludeRoles: string[] }
          | { level: 'never' }
          | { level: 'managerAndOwner' }
          | { level: 'self' }
        )
      | null;
    access:
      | (
          | { level: 'role'; roleId: string; excludeRoles: string[] }
          | { level: 'never' }
          | { level: 'managerAndOwner' }
          | { level: 'self' }
        )
      | null;
  }[];
  administersAll: boolean;
  sessionIdleMinutes: number;
  sessionHours: number;
  historySwitched: { at: string; by: string } | null;
  secondFactor: { roles: number; of: number };
  version: number;
  createdAt: string;
  updatedAt: string;
};
export type HealthFactor = {
  code: 'credentials' | 'connection' | 'overdue' | 'failed' | 'held';
  message: string;
};
export type LevelledFields = {
  items: {
    kind: 'user' | 'group' | 'contact' | 'computer';
    name: string;
    label: string;
    visibility: boolean;
    access: boolean;
  }[];
  roles: { id: string; name: string; priority: number }[];
};
export type ExcludedContainers = { canExclude: boolean; containers: string[] };
export type Containers = { items: { name: string; path: string }[]; more: boolean };
export type ExcludedObjects = {
  found: boolean;
  items: {
    id: string;
    kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
    name: string;
    displayName: string;
    path: string;
    enabled: boolean;
  }[];
  more: boolean;
};
export type Operation = { operationId: string };
export type ChainReport = { ok: boolean; entries: number; brokenAt: number | null; message: string };
export type MailSettings = {
  host: string | null;
  port: number;
  tls: boolean;
  caCertificate: string | null;
  fromAddress: string | null;
  to: string;
  cc: string;
  auth: 'none' | 'basic' | 'oauth2';
  userName: string | null;
  password: { set: boolean };
  tokenUrl: string | null;
  clientId: string | null;
  scope: string | null;
  clientSecret: { set: boolean };
  version: number;
};
export type MailTest = { ok: boolean; message: string };
export type ApprovalWorkflow = {
  id: string;
  storeId: string;
  name: string;
  description: string;
  system:
    | (
        | 'resetPassword'
        | 'changeGroupExpiration'
        | 'nestGroup'
        | 'joinGroup'
        | 'leaveGroup'
        | 'transferUser'
        | 'terminateUser'
        | 'changeManager'
      )
    | null;
  objects: ('user' | 'contact' | 'group' | 'entitlement' | 'job')[];
  event: 'create' | 'edit' | 'delete' | 'grant' | 'change' | 'remove' | 'run';
  fields: string[];
  filters: {
    subject: 'target' | 'requester';
    attribute: string;
    test: 'present' | 'notPresent' | 'equals' | 'notEquals';
    value?: string;
  }[];
  approvers: { kind: 'owner' | 'owners' | 'manager' | 'managers' | 'object'; id?: string; name?: string }[];
  mode: 'any' | 'all' | 'sequence';
  acceleration: boolean;
  mailApproval: boolean;
  portalId: string | null;
  enabled: boolean;
  raised: boolean;
  version: number;
};
export type WorkflowTest = {
  free: boolean;
  freeFields: string[];
  waits: {
    fields: string[];
    workflows: { id: string; name: string }[];
    steps: {
      stage: number;
      rule: string;
      held: boolean;
      auto: ('requester' | 'nobody') | null;
      approvers: { id: string; name: string }[];
    }[];
  }[];
};
export type OldRequests = {
  total: number;
  states: {
    state:
      | 'queued'
      | 'pending'
      | 'running'
      | 'succeeded'
      | 'failed'
      | 'denied'
      | 'cancelled'
      | 'expired'
      | 'stale';
    count: number;
  }[];
};
export type ApprovalSettings = {
  selfApproval: 'autoApprove' | 'skip' | 'forbid';
  noApprover: 'hold' | 'autoApprove';
  defaultApproverId: string | null;
  acceleration: boolean;
  maxLevels: number;
  days: number;
  expiryDays: number;
  reminderDays: number;
  version: number;
};
export type Webhook = {
  id: string;
  storeId: string;
  name: string;
  url: string;
  events: ('request.created' | 'request.decided')[];
  workflowIds: string[] | null;
  enabled: boolean;
  disabledReason: string | null;
  oldSecretUntil: string | null;
  version: number;
};
export type WebhookWithSecret = {
  id: string;
  storeId: string;
  name: string;
  url: string;
  events: ('request.created' | 'request.decided')[];
  workflowIds: string[] | null;
  enabled: boolean;
  disabledReason: string | null;
  oldSecretUntil: string | null;
  version: number;
  secret: string | null;
};
export type WebhookDelivery = {
  id: string;
  event: 'request.created' | 'request.decided' | 'webhook.test';
  requestId: string | null;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  lastStatus: number | null;
  lastProblem: string | null;
  createdAt: string;
  lastAttemptAt: string | null;
  nextAttemptAt: string | null;
  doneAt: string | null;
};
export type ReplicationOverview = { stores: StoreReplication[] };
export type StoreReplication = {
  storeId: string;
  name: string;
  storeKind: string;
  enabled: boolean;
  health: 'healthy' | 'errors' | 'unknown';
  factors: HealthFactor[];
  lastReplicatedAt: string | null;
  nextObjectsAt: string | null;
  nextDeletedAt: string | null;
  restoreNeeded: boolean;
  running: { run: 'objects' | 'deleted' | 'restore'; operationId: string; startedAt: string }[];
  kinds: {
    kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
    domain: string | null;
    objects: ReplicationKindStatus;
    deleted: ReplicationKindStatus;
  }[];
  held: HeldRemoval[];
};
export type ReplicationKindStatus = {
  outcome: 'succeeded' | 'failed' | 'held' | 'never';
  reason: { code: string; message: string } | null;
  lastRunAt: string | null;
  lastSuccessAt: string | null;
  read: number;
  added: number;
  changed: number;
  removed: number;
  failures: number;
};
export type HeldRemoval = {
  id: string;
  storeId: string;
  kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
  state: 'waiting' | 'confirmed' | 'done' | 'dismissed' | 'over';
  count: number;
  known: number;
  allowed: number;
  sample: { id: string; name: string }[];
  heldAt: string;
};
export type ReplicationRun = {
  id: string;
  storeId: string;
  storeName: string;
  run: 'objects' | 'deleted' | 'restore';
  operationId: string;
  state: 'running' | 'succeeded' | 'held' | 'failed' | 'cancelled';
  actorId: string | null;
  read: number;
  added: number;
  changed: number;
  removed: number;
  reason: { code: string; message: string } | null;
  startedAt: string;
  endedAt: string | null;
};
export type StartedReplications = { operations: { storeId: string; operationId: string }[] };
export type ReplicationSettings = {
  objectInterval: number;
  deletedInterval: number;
  errorThreshold: number;
  version: number;
};
export type ReplicationAttributes = {
  kinds: {
    kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
    isDefault: boolean;
    attributes: { name: string; type: string; multiValued: boolean; selected: boolean; required: boolean }[];
  }[];
  restoreNeeded: boolean;
  version: number;
};
export type ReplicationAlerts = { to: string[]; cc: string[]; version: number };
export type Role = {
  id: string;
  storeId: string;
  name: string;
  description: string;
  priority: number;
  criteriaGroupId: string | null;
  criteriaContainerId: string | null;
  criteriaName: string | null;
  criteriaMissing: boolean;
  clients: {
    join: 'and' | 'or';
    rows: { field: 'clientName' | 'clientType'; operator: 'is' | 'isNot'; value: string }[];
  } | null;
  permissions: (
    | 'Create Mailbox'
    | 'Manage My Direct Reports'
    | 'Create Contact'
    | 'Create User'
    | 'Delete'
    | 'Join/Leave on behalf of any user'
    | 'Join/Leave on behalf of Peer'
    | 'Manage Any Profile'
    | 'Manage My Profile'
    | 'Reinstate and Extend'
    | 'Manage My Groups'
    | 'Create Static Group'
    | 'Create Smart Group'
    | 'Manage Any Group'
    | 'Change Protected Objects'
    | 'Create Application'
    | 'Create Data Source'
    | 'Create Identity Store'
    | 'Manage Admin Center Settings'
    | 'Manage Application Design Settings'
    | 'Manage Application Server Settings'
    | 'Manage Applications'
    | 'Manage Data Source'
    | 'Manage Entitlement'
    | 'Manage Identity Store'
    | 'Manage Identity Store Configurations'
    | 'Manage Identity Store General Info'
    | 'Manage Identity Store Link'
    | 'Manage Notifications Editor'
    | 'Manage Notifications Queue'
    | 'Manage Replication'
    | 'Manage Identity Providers'
    | 'Manage Scheduling'
    | 'Manage Security Roles'
    | 'Manage SMS Gateways'
    | 'Manage Workflows'
    | 'Create Job'
    | 'Delete Job'
    | 'Edit Job'
    | 'Run Job'
    | 'View Any Job'
    | 'Release Held Run'
    | 'Unlock My Account'
    | 'Manage Linked Account'
    | 'Change My Password'
    | 'Reset Any Password'
    | 'Reset My Password'
    | 'Unenroll'
    | 'Unlock Any Account'
    | 'Sign in to Service Provider'
    | 'Manage All Requests'
    | 'Manage Report'
    | 'View and Download Report'
    | 'Share Queries'
    | 'Create Container'
    | 'Permission set'
    | 'Navigate'
    | 'Add user or group'
    | 'Modify'
    | 'Remove'
  )[];
  policies: RolePolicies;
  stepUp: StepUp;
  enabled: boolean;
  version: number;
};
export type RolePolicies = {
  groupOwners: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
  groupNamePrefixes: { prefixes: string[]; enforce: boolean };
  newObject: {
    ownContainerOnly: boolean;
    containers: { user: string[]; group: string[]; contact: string[] };
  };
  search: { containerId: string | null; filter: unknown };
  hiddenFields: { names: string[] };
  authentication: {
    enforcedFactors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
    chosenByUser: number;
    secondFactor: boolean;
  };
  password: {
    questions: number;
    minAnswerLength: number;
    failThreshold: number;
    lockMinutes: number;
    rejectUserName: boolean;
    rejectDisplayName: boolean;
    rejectFirstName: boolean;
    rejectLastName: boolean;
    rejectLeadingDigit: boolean;
    rejectTrailingDigit: boolean;
    rejectConsecutive: boolean;
    enforceHistory: boolean;
    enforceOnProfile: boolean;
  };
  breakGlass: { enabled: boolean };
  memberships: { longestDays: number | null };
  synchronize: {
    source: {
      provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
      storeId: string | null;
      kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
      attribute: string | null;
      allow: boolean;
    }[];
    destination: {
      provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
      storeId: string | null;
      kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
      attribute: string | null;
      allow: boolean;
    }[];
  };
  queryDesigner: {
    newGroupsOnly: boolean;
    startIn: { containerIds: string[]; enforce: boolean };
    objectTypes: { kinds: ('user' | 'group' | 'contact' | 'computer')[]; enforce: boolean };
    hiddenTabs: ('storage' | 'filterCriteria' | 'includeExclude' | 'database' | 'passwordExpiry')[];
    attributes:
      | {
          name: string;
          operators: (
            'equals' | 'startsWith' | 'endsWith' | 'contains' | 'greaterOrEqual' | 'lessOrEqual' | 'present'
          )[];
        }[]
      | null;
    defaultFilter: unknown;
  };
};
export type StepUp = {
  demanded: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  choose: number;
  from: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
  text: string;
};
export type RoleCheck = {
  person: { id: string; displayName: string; enabled: boolean };
  client: {
    type: 'admin-center' | 'portal' | 'mobile' | 'command-line' | 'api';
    name: string;
    label: string | null;
  } | null;
  active: string | null;
  roles: {
    id: string;
    name: string;
    priority: number;
    verdict: 'active' | 'outranked' | 'disabled' | 'notMember' | 'tooMuchForEverybody' | 'client';
    criteriaName: string | null;
    criteriaMissing: boolean;
  }[];
  permissions: {
    name:
      | 'Create Mailbox'
      | 'Manage My Direct Reports'
      | 'Create Contact'
      | 'Create User'
      | 'Delete'
      | 'Join/Leave on behalf of any user'
      | 'Join/Leave on behalf of Peer'
      | 'Manage Any Profile'
      | 'Manage My Profile'
      | 'Reinstate and Extend'
      | 'Manage My Groups'
      | 'Create Static Group'
      | 'Create Smart Group'
      | 'Manage Any Group'
      | 'Change Protected Objects'
      | 'Create Application'
      | 'Create Data Source'
      | 'Create Identity Store'
      | 'Manage Admin Center Settings'
      | 'Manage Application Design Settings'
      | 'Manage Application Server Settings'
      | 'Manage Applications'
      | 'Manage Data Source'
      | 'Manage Entitlement'
      | 'Manage Identity Store'
      | 'Manage Identity Store Configurations'
      | 'Manage Identity Store General Info'
      | 'Manage Identity Store Link'
      | 'Manage Notifications Editor'
      | 'Manage Notifications Queue'
      | 'Manage Replication'
      | 'Manage Identity Providers'
      | 'Manage Scheduling'
      | 'Manage Security Roles'
      | 'Manage SMS Gateways'
      | 'Manage Workflows'
      | 'Create Job'
      | 'Delete Job'
      | 'Edit Job'
      | 'Run Job'
      | 'View Any Job'
      | 'Release Held Run'
      | 'Unlock My Account'
      | 'Manage Linked Account'
      | 'Change My Password'
      | 'Reset Any Password'
      | 'Reset My Password'
      | 'Unenroll'
      | 'Unlock Any Account'
      | 'Sign in to Service Provider'
      | 'Manage All Requests'
      | 'Manage Report'
      | 'View and Download Report'
      | 'Share Queries'
      | 'Create Container'
      | 'Permission set'
      | 'Navigate'
      | 'Add user or group'
      | 'Modify'
      | 'Remove';
    heldBy:
      | 'Create Mailbox'
      | 'Manage My Direct Reports'
      | 'Create Contact'
      | 'Create User'
      | 'Delete'
      | 'Join/Leave on behalf of any user'
      | 'Join/Leave on behalf of Peer'
      | 'Manage Any Profile'
      | 'Manage My Profile'
      | 'Reinstate and Extend'
      | 'Manage My Groups'
      | 'Create Static Group'
      | 'Create Smart Group'
      | 'Manage Any Group'
      | 'Change Protected Objects'
      | 'Create Application'
      | 'Create Data Source'
      | 'Create Identity Store'
      | 'Manage Admin Center Settings'
      | 'Manage Application Design Settings'
      | 'Manage Application Server Settings'
      | 'Manage Applications'
      | 'Manage Data Source'
      | 'Manage Entitlement'
      | 'Manage Identity Store'
      | 'Manage Identity Store Configurations'
      | 'Manage Identity Store General Info'
      | 'Manage Identity Store Link'
      | 'Manage Notifications Editor'
      | 'Manage Notifications Queue'
      | 'Manage Replication'
      | 'Manage Identity Providers'
      | 'Manage Scheduling'
      | 'Manage Security Roles'
      | 'Manage SMS Gateways'
      | 'Manage Workflows'
      | 'Create Job'
      | 'Delete Job'
      | 'Edit Job'
      | 'Run Job'
      | 'View Any Job'
      | 'Release Held Run'
      | 'Unlock My Account'
      | 'Manage Linked Account'
      | 'Change My Password'
      | 'Reset Any Password'
      | 'Reset My Password'
      | 'Unenroll'
      | 'Unlock Any Account'
      | 'Sign in to Service Provider'
      | 'Manage All Requests'
      | 'Manage Report'
      | 'View and Download Report'
      | 'Share Queries'
      | 'Create Container'
      | 'Permission set'
      | 'Navigate'
      | 'Add user or group'
      | 'Modify'
      | 'Remove';
  }[];
  policies: {
    search: { containerId: string | null; container: string | null; filter: unknown }[] | null;
    prefixes: string[];
    enforcedPrefixes: string[] | null;
    groupOwners: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
    newGroups: string[] | null;
  } | null;
};
export type QueryRules = {
  newGroupsOnly: boolean;
  startIn: { containerIds: string[]; enforce: boolean };
  objectTypes: { kinds: ('user' | 'group' | 'contact' | 'computer')[]; enforce: boolean };
  hiddenTabs: ('storage' | 'filterCriteria' | 'includeExclude' | 'database' | 'passwordExpiry')[];
  attributes:
    | {
        name: string;
        operators: (
          'equals' | 'startsWith' | 'endsWith' | 'contains' | 'greaterOrEqual' | 'lessOrEqual' | 'present'
        )[];
      }[]
    | null;
  defaultFilter: unknown;
};
export type GroupRules = {
  prefixes: string[];
  prefixRequired: boolean;
  containers: string[] | null;
  owners: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
  lockedFields: { field: string; hidden: boolean; reason: string }[];
};
export type ConfigurationFile = {
  format: 'muster-configuration';
  version: number;
  store: string;
  references: { id: string; kind: 'object' | 'container' | 'portal' | 'store'; name: string; path: string }[];
  roles?: {
    name: string;
    description?: string;
    priority: number;
    criteriaGroupId: string | null;
    criteriaContainerId?: string | null;
    clients?: {
      join: 'and' | 'or';
      rows: { field: 'clientName' | 'clientType'; operator: 'is' | 'isNot'; value: string }[];
    } | null;
    permissions?: (
      | 'Create Mailbox'
      | 'Manage My Direct Reports'
      | 'Create Contact'
      | 'Create User'
      | 'Delete'
      | 'Join/Leave on behalf of any user'
      | 'Join/Leave on behalf of Peer'
      | 'Manage Any Profile'
      | 'Manage My Profile'
      | 'Reinstate and Extend'
      | 'Manage My Groups'
      | 'Create Static Group'
      | 'Create Smart Group'
      | 'Manage Any Group'
      | 'Change Protected Objects'
      | 'Create Application'
      | 'Create Data Source'
      | 'Create Identity Store'
      | 'Manage Admin Center Settings'
      | 'Manage Application Design Settings'
      | 'Manage Application Server Settings'
      | 'Manage Applications'
      | 'Manage Data Source'
      | 'Manage Entitlement'
      | 'Manage Identity Store'
      | 'Manage Identity Store Configurations'
      | 'Manage Identity Store General Info'
      | 'Manage Identity Store Link'
      | 'Manage Notifications Editor'
      | 'Manage Notifications Queue'
      | 'Manage Replication'
      | 'Manage Identity Providers'
      | 'Manage Scheduling'
      | 'Manage Security Roles'
      | 'Manage SMS Gateways'
      | 'Manage Workflows'
      | 'Create Job'
      | 'Delete Job'
      | 'Edit Job'
      | 'Run Job'
      | 'View Any Job'
      | 'Release Held Run'
      | 'Unlock My Account'
      | 'Manage Linked Account'
      | 'Change My Password'
      | 'Reset Any Password'
      | 'Reset My Password'
      | 'Unenroll'
      | 'Unlock Any Account'
      | 'Sign in to Service Provider'
      | 'Manage All Requests'
      | 'Manage Report'
      | 'View and Download Report'
      | 'Share Queries'
      | 'Create Container'
      | 'Permission set'
      | 'Navigate'
      | 'Add user or group'
      | 'Modify'
      | 'Remove'
    )[];
    policies?: {
      groupOwners?: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
      groupNamePrefixes?: { prefixes: string[]; enforce: boolean };
      newObject?: {
        ownContainerOnly: boolean;
        containers: { user: string[]; group: string[]; contact: string[] };
      };
      search?: { containerId: string | null; filter: unknown };
      hiddenFields?: { names: string[] };
      authentication?: {
        enforcedFactors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
        chosenByUser: number;
        secondFactor: boolean;
      };
      password?: {
        questions: number;
        minAnswerLength: number;
        failThreshold: number;
        lockMinutes: number;
        rejectUserName: boolean;
        rejectDisplayName: boolean;
        rejectFirstName: boolean;
        rejectLastName: boolean;
        rejectLeadingDigit: boolean;
        rejectTrailingDigit: boolean;
        rejectConsecutive: boolean;
        enforceHistory: boolean;
        enforceOnProfile: boolean;
      };
      breakGlass?: { enabled: boolean };
      memberships?: { longestDays: number | null };
      synchronize?: {
        source: {
          provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
          storeId: string | null;
          kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
          attribute: string | null;
          allow: boolean;
        }[];
        destination: {
          provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
          storeId: string | null;
          kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
          attribute: string | null;
          allow: boolean;
        }[];
      };
      queryDesigner?: {
        newGroupsOnly: boolean;
        startIn: { containerIds: string[]; enforce: boolean };
        objectTypes: { kinds: ('user' | 'group' | 'contact' | 'computer')[]; enforce: boolean };
        hiddenTabs: ('storage' | 'filterCriteria' | 'includeExclude' | 'database' | 'passwordExpiry')[];
        attributes:
          | {
              name: string;
              operators: (
                | 'equals'
                | 'startsWith'
                | 'endsWith'
                | 'contains'
                | 'greaterOrEqual'
                | 'lessOrEqual'
                | 'present'
              )[];
            }[]
          | null;
        defaultFilter: unknown;
      };
    };
    enabled?: boolean;
  }[];
  workflows?: {
    name: string;
    description?: string;
    objects: ('user' | 'contact' | 'group' | 'entitlement' | 'job')[];
    event: 'create' | 'edit' | 'delete' | 'grant' | 'change' | 'remove' | 'run';
    fields?: string[];
    filters?: {
      subject: 'target' | 'requester';
      attribute: string;
      test: 'present' | 'notPresent' | 'equals' | 'notEquals';
      value?: string;
    }[];
    approvers: { kind: 'owner' | 'owners' | 'manager' | 'managers' | 'object'; id?: string }[];
    mode?: 'any' | 'all' | 'sequence';
    acceleration?: boolean;
    mailApproval?: boolean;
    portalId?: string | null;
    enabled?: boolean;
    system:
      | (
          | 'resetPassword'
          | 'changeGroupExpiration'
          | 'nestGroup'
          | 'joinGroup'
          | 'leaveGroup'
          | 'transferUser'
          | 'terminateUser'
          | 'changeManager'
        )
      | null;
  }[];
  workflowSettings?: {
    selfApproval: 'autoApprove' | 'skip' | 'forbid';
    noApprover: 'hold' | 'autoApprove';
    defaultApproverId: string | null;
    acceleration: boolean;
    maxLevels: number;
    days: number;
    expiryDays?: number;
    reminderDays?: number;
  };
  storeSettings?: {
    groupNamePrefixes: string[];
    fieldLevels?: {
      kind: 'user' | 'group' | 'contact' | 'computer';
      field: string;
      visibility:
        | (
            | { level: 'role'; role: string; excludeRoles: string[] }
            | { level: 'never' }
            | { level: 'managerAndOwner' }
            | { level: 'self' }
          )
        | null;
      access:
        | (
            | { level: 'role'; role: string; excludeRoles: string[] }
            | { level: 'never' }
            | { level: 'managerAndOwner' }
            | { level: 'self' }
          )
        | null;
    }[];
  };
};
export type ImportResult = {
  applied: boolean;
  changes: {
    section: 'role' | 'workflow' | 'workflowSettings' | 'storeSettings';
    name: string;
    change: 'added' | 'changed' | 'removed' | 'unchanged';
    fields: { field: string; old: string | null; new: string | null }[];
  }[];
};
export type DutyRule = {
  id: string;
  name: string;
  description: string;
  first: { storeId: string; storeName: string; kind: 'group' | 'role'; id: string; name: string | null }[];
  second: { storeId: string; storeName: string; kind: 'group' | 'role'; id: string; name: string | null }[];
  action: 'warn' | 'block' | 'approval';
  approver: { storeId: string; id: string; name: string | null } | null;
  enabled: boolean;
  exceptions: number;
  version: number;
};
export type DutyException = {
  id: string;
  ruleId: string;
  ruleName: string;
  storeId: string;
  storeName: string;
  personId: string;
  personName: string;
  reason: string;
  approverName: string;
  madeBy: string;
  endsAt: string;
  active: boolean;
};
export type WhyNot = {
  permission:
    | 'Create Mailbox'
    | 'Manage My Direct Reports'
    | 'Create Contact'
    | 'Create User'
    | 'Delete'
    | 'Join/Leave on behalf of any user'
    | 'Join/Leave on behalf of Peer'
    | 'Manage Any Profile'
    | 'Manage My Profile'
    | 'Reinstate and Extend'
    | 'Manage My Groups'
    | 'Create Static Group'
    | 'Create Smart Group'
    | 'Manage Any Group'
    | 'Change Protected Objects'
    | 'Create Application'
    | 'Create Data Source'
    | 'Create Identity Store'
    | 'Manage Admin Center Settings'
    | 'Manage Application Design Settings'
    | 'Manage Application Server Settings'
    | 'Manage Applications'
    | 'Manage Data Source'
    | 'Manage Entitlement'
    | 'Manage Identity Store'
    | 'Manage Identity Store Configurations'
    | 'Manage Identity Store General Info'
    | 'Manage Identity Store Link'
    | 'Manage Notifications Editor'
    | 'Manage Notifications Queue'
    | 'Manage Replication'
    | 'Manage Identity Providers'
    | 'Manage Scheduling'
    | 'Manage Security Roles'
    | 'Manage SMS Gateways'
    | 'Manage Workflows'
    | 'Create Job'
    | 'Delete Job'
    | 'Edit Job'
    | 'Run Job'
    | 'View Any Job'
    | 'Release Held Run'
    | 'Unlock My Account'
    | 'Manage Linked Account'
    | 'Change My Password'
    | 'Reset Any Password'
    | 'Reset My Password'
    | 'Unenroll'
    | 'Unlock Any Account'
    | 'Sign in to Service Provider'
    | 'Manage All Requests'
    | 'Manage Report'
    | 'View and Download Report'
    | 'Share Queries'
    | 'Create Container'
    | 'Permission set'
    | 'Navigate'
    | 'Add user or group'
    | 'Modify'
    | 'Remove';
  heldBy:
    | (
        | 'Create Mailbox'
        | 'Manage My Direct Reports'
        | 'Create Contact'
        | 'Create User'
        | 'Delete'
        | 'Join/Leave on behalf of any user'
        | 'Join/Leave on behalf of Peer'
        | 'Manage Any Profile'
        | 'Manage My Profile'
        | 'Reinstate and Extend'
        | 'Manage My Groups'
        | 'Create Static Group'
        | 'Create Smart Group'
        | 'Manage Any Group'
        | 'Change Protected Objects'
        | 'Create Application'
        | 'Create Data Source'
        | 'Create Identity Store'
        | 'Manage Admin Center Settings'
        | 'Manage Application Design Settings'
        | 'Manage Application Server Settings'
        | 'Manage Applications'
        | 'Manage Data Source'
        | 'Manage Entitlement'
        | 'Manage Identity Store'
        | 'Manage Identity Store Configurations'
        | 'Manage Identity Store General Info'
        | 'Manage Identity Store Link'
        | 'Manage Notifications Editor'
        | 'Manage Notifications Queue'
        | 'Manage Replication'
        | 'Manage Identity Providers'
        | 'Manage Scheduling'
        | 'Manage Security Roles'
        | 'Manage SMS Gateways'
        | 'Manage Workflows'
        | 'Create Job'
        | 'Delete Job'
        | 'Edit Job'
        | 'Run Job'
        | 'View Any Job'
        | 'Release Held Run'
        | 'Unlock My Account'
        | 'Manage Linked Account'
        | 'Change My Password'
        | 'Reset Any Password'
        | 'Reset My Password'
        | 'Unenroll'
        | 'Unlock Any Account'
        | 'Sign in to Service Provider'
        | 'Manage All Requests'
        | 'Manage Report'
        | 'View and Download Report'
        | 'Share Queries'
        | 'Create Container'
        | 'Permission set'
        | 'Navigate'
        | 'Add user or group'
        | 'Modify'
        | 'Remove'
      )
    | null;
  outsideToken: boolean;
  client: { type: string; name: string };
  active: string | null;
  roles: {
    id: string;
    name: string;
    priority: number;
    verdict: 'active' | 'outranked' | 'disabled' | 'notMember' | 'tooMuchForEverybody' | 'client';
  }[];
};
export type DeniedAttempt = {
  id: string;
  permission:
    | (
        | 'Create Mailbox'
        | 'Manage My Direct Reports'
        | 'Create Contact'
        | 'Create User'
        | 'Delete'
        | 'Join/Leave on behalf of any user'
        | 'Join/Leave on behalf of Peer'
        | 'Manage Any Profile'
        | 'Manage My Profile'
        | 'Reinstate and Extend'
        | 'Manage My Groups'
        | 'Create Static Group'
        | 'Create Smart Group'
        | 'Manage Any Group'
        | 'Change Protected Objects'
        | 'Create Application'
        | 'Create Data Source'
        | 'Create Identity Store'
        | 'Manage Admin Center Settings'
        | 'Manage Application Design Settings'
        | 'Manage Application Server Settings'
        | 'Manage Applications'
        | 'Manage Data Source'
        | 'Manage Entitlement'
        | 'Manage Identity Store'
        | 'Manage Identity Store Configurations'
        | 'Manage Identity Store General Info'
        | 'Manage Identity Store Link'
        | 'Manage Notifications Editor'
        | 'Manage Notifications Queue'
        | 'Manage Replication'
        | 'Manage Identity Providers'
        | 'Manage Scheduling'
        | 'Manage Security Roles'
        | 'Manage SMS Gateways'
        | 'Manage Workflows'
        | 'Create Job'
        | 'Delete Job'
        | 'Edit Job'
        | 'Run Job'
        | 'View Any Job'
        | 'Release Held Run'
        | 'Unlock My Account'
        | 'Manage Linked Account'
        | 'Change My Password'
        | 'Reset Any Password'
        | 'Reset My Password'
        | 'Unenroll'
        | 'Unlock Any Account'
        | 'Sign in to Service Provider'
        | 'Manage All Requests'
        | 'Manage Report'
        | 'View and Download Report'
        | 'Share Queries'
        | 'Create Container'
        | 'Permission set'
        | 'Navigate'
        | 'Add user or group'
        | 'Modify'
        | 'Remove'
      )
    | null;
  code: string;
  route: string;
  at: string;
};
export type Portal = {
  id: string;
  name: string;
  path: string;
  supportEmail: string | null;
  helpUrl: string | null;
  requestPageSize: number;
  listPageSize: number;
  stores: { id: string; name: string; enabled: boolean }[];
  version: number;
  createdAt: string;
  updatedAt: string;
};
export type SearchEngine = {
  engine: 'postgresql' | 'elasticsearch';
  behind: {
    waiting: number;
    since: string | null;
    refused: number;
    failingSince: string | null;
    failure: string | null;
  };
  rebuilding: number;
  health: {
    cluster: 'green' | 'yellow' | 'red';
    nodes: { name: string; master: boolean; diskUsed: number | null; disk: 'green' | 'yellow' | 'red' }[];
    indices: EngineIndex[];
  } | null;
};
export type EngineIndex = {
  name: string;
  storeId: string;
  kind: string;
  colour: 'green' | 'yellow' | 'red';
  documents: number;
  bytes: number;
};
export type UnusedIndices = { items: EngineIndex[] };
export type ClearedIndices = { cleared: string[] };
export type RebuildAnswer = { stores: number };
export type CapturedMail = { id: string; recipient: string; subject: string; at: string; text: string };
export type QueuedMail = {
  id: string;
  storeId: string;
  storeName: string;
  template: string;
  subject: string;
  at: string;
  to: string[];
  cc: string[];
  from: string | null;
  lastRetryAt: string | null;
  nextRetryAt: string | null;
  count: number;
  inProgress: boolean;
  state: 'pending' | 'failed';
  reason: string | null;
};
export type MailTemplateHead = {
  template:
    | 'approvalRequested'
    | 'approvalHeld'
    | 'approvalReminder'
    | 'requestSucceeded'
    | 'requestFailed'
    | 'requestDenied'
    | 'requestStale'
    | 'requestCancelled'
    | 'requestExpired'
    | 'breakGlassUsed'
    | 'breakGlassReport'
    | 'membershipEnding'
    | 'replicationFailed'
    | 'replicationHeld'
    | 'roleLostCriteria'
    | 'signInCode'
    | 'factorAdded'
    | 'factorRemoved';
  language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
  subject: string;
  written: boolean;
  changed: boolean;
};
export type MailTemplate = {
  template:
    | 'approvalRequested'
    | 'approvalHeld'
    | 'approvalReminder'
    | 'requestSucceeded'
    | 'requestFailed'
    | 'requestDenied'
    | 'requestStale'
    | 'requestCancelled'
    | 'requestExpired'
    | 'breakGlassUsed'
    | 'breakGlassReport'
    | 'membershipEnding'
    | 'replicationFailed'
    | 'replicationHeld'
    | 'roleLostCriteria'
    | 'signInCode'
    | 'factorAdded'
    | 'factorRemoved';
  language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
  subject: string;
  body: string;
  written: boolean;
  changed: boolean;
  required: string[];
  tags: string[];
  version: number;
};
export type MailPreview = { subject: string; html: string; text: string };
export type RunSummary = {
  id: string;
  runId: string | null;
  type: string;
  status:
    'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timedOut' | 'continued' | 'unknown';
  requestId: string | null;
  requestState:
    | (
        | 'queued'
        | 'pending'
        | 'running'
        | 'succeeded'
        | 'failed'
        | 'denied'
        | 'cancelled'
        | 'expired'
        | 'stale'
      )
    | null;
  storeId: string | null;
  storeName: string | null;
  actor: { storeId: string; id: string; name: string } | null;
  target: { id: string | null; name: string | null };
  problem: { code: string; message: string } | null;
  startedAt: string;
  endedAt: string | null;
  attention: {
    reason: 'stepFails' | 'taskFails' | 'noWorker' | 'mailFails' | 'held' | 'notStarted' | 'lost' | 'stopped';
    since: string;
    step: string | null;
    attempts: number | null;
    problem: { code: string; message: string } | null;
    failedAt: string | null;
    nextAttemptAt: string | null;
  } | null;
  writing: boolean;
  may: { retry: boolean; skip: boolean; cancel: boolean };
};
export type LostCriterion = {
  roleId: string;
  roleName: string;
  storeId: string;
  storeName: string;
  kind: 'group' | 'container';
  name: string;
  lostAt: string;
};
export type Run = {
  id: string;
  runId: string | null;
  type: string;
  status:
    'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timedOut' | 'continued' | 'unknown';
  requestId: string | null;
  requestState:
    | (
        | 'queued'
        | 'pending'
        | 'running'
        | 'succeeded'
        | 'failed'
        | 'denied'
        | 'cancelled'
        | 'expired'
        | 'stale'
      )
    | null;
  storeId: string | null;
  storeName: string | null;
  actor: { storeId: string; id: string; name: string } | null;
  target: { id: string | null; name: string | null };
  problem: { code: string; message: string } | null;
  startedAt: string;
  endedAt: string | null;
  attention: {
    reason: 'stepFails' | 'taskFails' | 'noWorker' | 'mailFails' | 'held' | 'notStarted' | 'lost' | 'stopped';
    since: string;
    step: string | null;
    attempts: number | null;
    problem: { code: string; message: string } | null;
    failedAt: string | null;
    nextAttemptAt: string | null;
  } | null;
  writing: boolean;
  may: { retry: boolean; skip: boolean; cancel: boolean };
  story: {
    kind:
      'started' | 'step' | 'child' | 'timer' | 'message' | 'taskFailed' | 'cancelAsked' | 'resumed' | 'ended';
    name: string | null;
    at: string;
    endedAt: string | null;
    outcome: string | null;
    attempts: number | null;
    problem: { code: string; message: string } | null;
    nextAttemptAt: string | null;
    by: string | null;
  }[];
  whole: boolean;
  operated: {
    act: 'retry' | 'skip' | 'cancel';
    by: string;
    at: string;
    outcome: 'asked' | 'done' | 'refused';
    reason: string | null;
  }[];
  engineHref: string | null;
};
export type Payloads = { payloads: { metadata?: Record<string, string>; data?: string }[] };

export interface paths {
  '/health': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Health } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/json': Health } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/openapi.json': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Record<string, unknown> } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/sign-in': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              setUpNeeded: boolean;
              demo: { people: { storeId: string; loginName: string; what: string }[] } | null;
              portals: {
                id: string;
                name: string;
                path: string;
                supportEmail: string | null;
                helpUrl: string | null;
                stores: {
                  id: string;
                  name: string;
                  password: boolean;
                  passkey: boolean;
                  providers: { id: string; name: string }[];
                }[];
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/session': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Session } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            portal?: string;
            client?: 'admin-center' | 'mobile' | 'command-line' | 'api';
            storeId: string;
            loginName: string;
            password: string;
          };
        };
      };
      responses: {
        201: { headers: Record<string, unknown>; content: { 'application/json': Session } };
        202: { headers: Record<string, unknown>; content: { 'application/json': PendingSignIn } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { endSessionUrl: string } } };
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/sign-in/pending': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': PendingSignIn } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/sign-in/pending/cancel': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': Record<string, never> } };
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/pending/challenge': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': { kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions' };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': FactorChallenge } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/pending/proof': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions' | 'backup';
            code?: string;
            answers?: string[];
            credential?: Record<string, unknown>;
          };
        };
      };
      responses: {
        201: { headers: Record<string, unknown>; content: { 'application/json': Session } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        423: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/pending/enrolment': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
            address?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': FactorChallenge } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/pending/enrolment/confirm': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
            name?: string;
            code?: string;
            credential?: Record<string, unknown>;
            questions?: { question: string; answer: string }[];
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: { 'application/json': { session: Session; backupCodes: string[] | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/openid/{providerId}': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { providerId: string }; cookie?: never };
      requestBody: { content: { 'application/json': { portal?: string; to?: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { url: string } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/openid/return': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { query: string } } };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            'application/json': { session: Session | null; pending: PendingSignIn | null; to: string };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/passkey/challenge': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': Record<string, never> } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { webauthn: unknown } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sign-in/passkey': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { 'application/json': { portal?: string; credential: Record<string, unknown> } };
      };
      responses: {
        201: { headers: Record<string, unknown>; content: { 'application/json': Session } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        423: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/set-up/check': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { code: string } } };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              expiresAt: string;
              storeKinds: {
                kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                title: string;
                settings: Record<string, unknown>;
                capabilities: Record<string, boolean>;
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/set-up/test': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            code: string;
            kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
            settings: Record<string, unknown>;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ConnectionTest } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/set-up/groups': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            code: string;
            kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
            settings: Record<string, unknown>;
            search: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: { id: string; name: string; path: string }[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/set-up': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            code: string;
            storeName: string;
            kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
            settings: Record<string, unknown>;
            loginName: string;
            password: string;
            displayName?: string;
            groupId?: string;
            portalName: string;
            portalPath: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: { 'application/json': { storeId: string; portalPath: string; loginName: string } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/sessions': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                id: string;
                current: boolean;
                address: string | null;
                userAgent: string | null;
                signedInAt: string;
                lastSeenAt: string;
                expiresAt: string;
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/sessions/{sessionId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { sessionId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/sessions': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; userId?: string };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: StoreSession[]; nextCursor: string | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/sessions/{sessionId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; sessionId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/session/settings': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Settings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
            timeZone: string | null;
            theme: 'auto' | 'light' | 'dark';
            pageSize: number | null;
            searchPlaceId?: string | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Settings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/api-tokens': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: ApiToken[];
              scopes: (
                | 'Create Mailbox'
                | 'Manage My Direct Reports'
                | 'Create Contact'
                | 'Create User'
                | 'Delete'
                | 'Join/Leave on behalf of any user'
                | 'Join/Leave on behalf of Peer'
                | 'Manage Any Profile'
                | 'Manage My Profile'
                | 'Reinstate and Extend'
                | 'Manage My Groups'
                | 'Create Static Group'
                | 'Create Smart Group'
                | 'Manage Any Group'
                | 'Change Protected Objects'
                | 'Create Application'
                | 'Create Data Source'
                | 'Create Identity Store'
                | 'Manage Admin Center Settings'
                | 'Manage Application Design Settings'
                | 'Manage Application Server Settings'
                | 'Manage Applications'
                | 'Manage Data Source'
                | 'Manage Entitlement'
                | 'Manage Identity Store'
                | 'Manage Identity Store Configurations'
                | 'Manage Identity Store General Info'
                | 'Manage Identity Store Link'
                | 'Manage Notifications Editor'
                | 'Manage Notifications Queue'
                | 'Manage Replication'
                | 'Manage Identity Providers'
                | 'Manage Scheduling'
                | 'Manage Security Roles'
                | 'Manage SMS Gateways'
                | 'Manage Workflows'
                | 'Create Job'
                | 'Delete Job'
                | 'Edit Job'
                | 'Run Job'
                | 'View Any Job'
                | 'Release Held Run'
                | 'Unlock My Account'
                | 'Manage Linked Account'
                | 'Change My Password'
                | 'Reset Any Password'
                | 'Reset My Password'
                | 'Unenroll'
                | 'Unlock Any Account'
                | 'Sign in to Service Provider'
                | 'Manage All Requests'
                | 'Manage Report'
                | 'View and Download Report'
                | 'Share Queries'
                | 'Create Container'
                | 'Permission set'
                | 'Navigate'
                | 'Add user or group'
                | 'Modify'
                | 'Remove'
              )[];
              freshUntil: string | null;
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            scopes: (
              | 'Create Mailbox'
              | 'Manage My Direct Reports'
              | 'Create Contact'
              | 'Create User'
              | 'Delete'
              | 'Join/Leave on behalf of any user'
              | 'Join/Leave on behalf of Peer'
              | 'Manage Any Profile'
              | 'Manage My Profile'
              | 'Reinstate and Extend'
              | 'Manage My Groups'
              | 'Create Static Group'
              | 'Create Smart Group'
              | 'Manage Any Group'
              | 'Change Protected Objects'
              | 'Create Application'
              | 'Create Data Source'
              | 'Create Identity Store'
              | 'Manage Admin Center Settings'
              | 'Manage Application Design Settings'
              | 'Manage Application Server Settings'
              | 'Manage Applications'
              | 'Manage Data Source'
              | 'Manage Entitlement'
              | 'Manage Identity Store'
              | 'Manage Identity Store Configurations'
              | 'Manage Identity Store General Info'
              | 'Manage Identity Store Link'
              | 'Manage Notifications Editor'
              | 'Manage Notifications Queue'
              | 'Manage Replication'
              | 'Manage Identity Providers'
              | 'Manage Scheduling'
              | 'Manage Security Roles'
              | 'Manage SMS Gateways'
              | 'Manage Workflows'
              | 'Create Job'
              | 'Delete Job'
              | 'Edit Job'
              | 'Run Job'
              | 'View Any Job'
              | 'Release Held Run'
              | 'Unlock My Account'
              | 'Manage Linked Account'
              | 'Change My Password'
              | 'Reset Any Password'
              | 'Reset My Password'
              | 'Unenroll'
              | 'Unlock Any Account'
              | 'Sign in to Service Provider'
              | 'Manage All Requests'
              | 'Manage Report'
              | 'View and Download Report'
              | 'Share Queries'
              | 'Create Container'
              | 'Permission set'
              | 'Navigate'
              | 'Add user or group'
              | 'Modify'
              | 'Remove'
            )[];
            days: number;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': NewApiToken } };
        201: { headers: Record<string, unknown>; content: { 'application/json': NewApiToken } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/api-tokens/{tokenId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { tokenId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/tokens': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: ApiToken[]; nextCursor: string | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            ownerId: string;
            name: string;
            scopes: (
              | 'Create Mailbox'
              | 'Manage My Direct Reports'
              | 'Create Contact'
              | 'Create User'
              | 'Delete'
              | 'Join/Leave on behalf of any user'
              | 'Join/Leave on behalf of Peer'
              | 'Manage Any Profile'
              | 'Manage My Profile'
              | 'Reinstate and Extend'
              | 'Manage My Groups'
              | 'Create Static Group'
              | 'Create Smart Group'
              | 'Manage Any Group'
              | 'Change Protected Objects'
              | 'Create Application'
              | 'Create Data Source'
              | 'Create Identity Store'
              | 'Manage Admin Center Settings'
              | 'Manage Application Design Settings'
              | 'Manage Application Server Settings'
              | 'Manage Applications'
              | 'Manage Data Source'
              | 'Manage Entitlement'
              | 'Manage Identity Store'
              | 'Manage Identity Store Configurations'
              | 'Manage Identity Store General Info'
              | 'Manage Identity Store Link'
              | 'Manage Notifications Editor'
              | 'Manage Notifications Queue'
              | 'Manage Replication'
              | 'Manage Identity Providers'
              | 'Manage Scheduling'
              | 'Manage Security Roles'
              | 'Manage SMS Gateways'
              | 'Manage Workflows'
              | 'Create Job'
              | 'Delete Job'
              | 'Edit Job'
              | 'Run Job'
              | 'View Any Job'
              | 'Release Held Run'
              | 'Unlock My Account'
              | 'Manage Linked Account'
              | 'Change My Password'
              | 'Reset Any Password'
              | 'Reset My Password'
              | 'Unenroll'
              | 'Unlock Any Account'
              | 'Sign in to Service Provider'
              | 'Manage All Requests'
              | 'Manage Report'
              | 'View and Download Report'
              | 'Share Queries'
              | 'Create Container'
              | 'Permission set'
              | 'Navigate'
              | 'Add user or group'
              | 'Modify'
              | 'Remove'
            )[];
            days: number;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': NewApiToken } };
        201: { headers: Record<string, unknown>; content: { 'application/json': NewApiToken } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/tokens/{tokenId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; tokenId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/factors': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Factors } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/factors/enrolment': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
            address?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': FactorChallenge } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/factors/enrolment/confirm': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions';
            name?: string;
            code?: string;
            credential?: Record<string, unknown>;
            questions?: { question: string; answer: string }[];
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { factor: Factor; backupCodes: string[] | null } };
        };
        201: {
          headers: Record<string, unknown>;
          content: { 'application/json': { factor: Factor; backupCodes: string[] | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/factors/backup-codes': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': Record<string, never> } };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { codes: string[] | null } };
        };
        201: {
          headers: Record<string, unknown>;
          content: { 'application/json': { codes: string[] | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/factors/{factorId}': {
    get?: never;
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { factorId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { name: string } } };
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { factorId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/factor-settings': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': FactorSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            enrolmentEnabled: boolean;
            factors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
            questions: string[] | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': FactorSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/security-questions': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': QuestionPool } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { questions: string[] } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': QuestionPool } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/sign-in-providers': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: OpenidProvider[]; returnAddress: string } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            issuer: string;
            clientId: string;
            scopes: string;
            claim: string;
            attribute: string;
            trustsSecondFactor: boolean;
            enabled: boolean;
            clientSecret?: (string | { set: boolean }) | null;
          };
        };
      };
      responses: {
        201: { headers: Record<string, unknown>; content: { 'application/json': OpenidProvider } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/sign-in-providers/{providerId}': {
    get?: never;
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string; providerId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            issuer: string;
            clientId: string;
            scopes: string;
            claim: string;
            attribute: string;
            trustsSecondFactor: boolean;
            enabled: boolean;
            clientSecret?: (string | { set: boolean }) | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': OpenidProvider } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; providerId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/lists/groups': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
          relation?: 'owner' | 'member';
          stores?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Group[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/lists/groups/export': {
    get: {
      parameters: {
        query?: {
          search?: string;
          filter?: string;
          sort?: string;
          relation?: 'owner' | 'member';
          stores?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': unknown } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/groups': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
          relation?: 'owner' | 'member';
        };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Group[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            container?: string;
            accountName?: string;
            displayName?: string;
            description?: string;
            mail?: string;
            category?: 'security' | 'distribution';
            scope?: 'global' | 'domainLocal' | 'universal';
            securityType?: 'private' | 'semi-private' | 'public';
            owner?: string | null;
            additionalOwners?: string[];
            members?: string[];
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/groups/{groupId}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Group } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            displayName?: string | null;
            description?: string | null;
            mail?: string | null;
            category?: 'security' | 'distribution';
            scope?: 'global' | 'domainLocal' | 'universal';
            securityType?: 'private' | 'semi-private' | 'public';
            owner?: string | null;
            additionalOwners?: string[];
            seen?: {
              displayName?: string | null;
              description?: string | null;
              mail?: string | null;
              category?: string | null;
              scope?: string | null;
              securityType?: string | null;
              owner?: string | null;
              additionalOwners?: string[];
            };
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/groups/{groupId}/members': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
        };
        header?: never;
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                id: string;
                storeId: string;
                storeName: string;
                kind: 'user' | 'group' | 'contact' | 'computer' | 'container';
                name: string;
                displayName: string;
                path: string;
                enabled: boolean;
                mail: string | null;
                readOnly: boolean;
                until: string | null;
              }[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { memberIds: string[]; until?: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/groups/{groupId}/members/remove': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { memberIds: string[] } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/groups/{groupId}/join': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': { reason?: string; until?: string } | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/groups/{groupId}/leave': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { storeId: string; groupId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': { reason?: string } | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/undo': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string; prefer?: string; 'if-match'?: string };
        path: { requestId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': { entryIds?: string[] } | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/lists/users': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
          stores?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: User[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/lists/users/export': {
    get: {
      parameters: {
        query?: { search?: string; filter?: string; sort?: string; stores?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': unknown } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/users': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
        };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: User[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/users/{userId}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; userId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': User } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/objects/{objectId}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; objectId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': DirectoryObject } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/objects/{objectId}/groups': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          search?: string;
          filter?: string;
          sort?: string;
          total?: boolean;
          nested?: boolean;
        };
        header?: never;
        path: { storeId: string; objectId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                id: string;
                storeId: string;
                storeName: string;
                name: string;
                displayName: string;
                path: string;
                accountName: string | null;
                description: string | null;
                mail: string | null;
                category: string | null;
                scope: string | null;
                securityType: 'private' | 'semi-private' | 'public';
                status: string;
                owner: NamedObject | null;
                additionalOwners: NamedObject[];
                isMember: boolean;
                memberUntil: string | null;
                isOwner: boolean;
                lockedFields?: { field: string; hidden: boolean; reason: string }[];
                memberCount?: number;
                direct: boolean;
              }[];
              nextCursor: string | null;
              total: Total | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/find': {
    get: {
      parameters: {
        query: {
          cursor?: string;
          limit?: number;
          purpose: 'owner' | 'additionalOwner' | 'manager' | 'members' | 'group' | 'contact' | 'approver';
          text?: string;
          kinds?: string;
          filter?: string;
          container?: string;
          groupId?: string;
        };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Found[];
              nextCursor: string | null;
              kinds: ('user' | 'mailbox' | 'group' | 'contact' | 'computer')[];
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/filter-attributes': {
    get: {
      parameters: {
        query?: {
          list?: 'groups' | 'users' | 'members' | 'objects' | 'requests' | 'history';
          stores?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: FilterAttribute[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/search': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          counts?: boolean;
          text?: string;
          kinds?: string;
          filter?: string;
          stores?: string;
          within?: string;
          sort?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Hit[];
              nextCursor: string | null;
              counts: KindCount[] | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/search/advanced': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          counts?: boolean;
          text?: string;
          kinds?: string;
          filter?: string;
          stores?: string;
          within?: string;
          displayName?: string;
          firstName?: string;
          lastName?: string;
          accountName?: string;
          title?: string;
          department?: string;
          company?: string;
          office?: string;
          city?: string;
          attribute?: string;
          value?: string;
          sort?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Hit[];
              nextCursor: string | null;
              counts: KindCount[] | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/places': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Place[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/search/suggestions': {
    get: {
      parameters: {
        query: { text: string; kinds?: string; stores?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Hit[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/queries': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: SavedQuery[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            isGlobal: boolean;
            search: { stores?: string; kinds?: string; within?: string; filter?: string };
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SavedQuery } };
        201: { headers: Record<string, unknown>; content: { 'application/json': SavedQuery } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/queries/{queryId}': {
    get: {
      parameters: { query?: never; header?: never; path: { queryId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SavedQuery } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { queryId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            isGlobal?: boolean;
            search?: { stores?: string; kinds?: string; within?: string; filter?: string };
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SavedQuery } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { queryId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/queries/{queryId}/results': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; counts?: boolean; kinds?: string; sort?: string };
        header?: never;
        path: { queryId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: Hit[];
              nextCursor: string | null;
              counts: KindCount[] | null;
              stores: ListedStore[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/exports': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Export[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            format: 'xlsx' | 'csv';
            name?: string;
            search: {
              text?: string;
              kinds?: string;
              filter?: string;
              stores?: string;
              within?: string;
              displayName?: string;
              firstName?: string;
              lastName?: string;
              accountName?: string;
              title?: string;
              department?: string;
              company?: string;
              office?: string;
              city?: string;
              attribute?: string;
              value?: string;
              sort?: string;
            };
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Export } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Export } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/exports/{exportId}': {
    get: {
      parameters: { query?: never; header?: never; path: { exportId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Export } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { exportId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/exports/{exportId}/file': {
    get: {
      parameters: { query?: never; header?: never; path: { exportId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': unknown } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/exports/{exportId}/cancel': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { exportId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Export } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/saved-views': {
    get: {
      parameters: {
        query?: {
          list?:
            | 'groups'
            | 'people'
            | 'members'
            | 'search'
            | 'requests'
            | 'requests-all'
            | 'history'
            | 'operations';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: SavedView[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            list:
              | 'groups'
              | 'people'
              | 'members'
              | 'search'
              | 'requests'
              | 'requests-all'
              | 'history'
              | 'operations';
            name: string;
            query: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SavedView } };
        201: { headers: Record<string, unknown>; content: { 'application/json': SavedView } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/saved-views/{viewId}': {
    get?: never;
    put?: never;
    post?: never;
    patch: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { viewId: string }; cookie?: never };
      requestBody: { content: { 'application/json': { name?: string; query?: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SavedView } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { viewId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/requests': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          scope?: 'mine' | 'inbox' | 'all';
          state?:
            | 'queued'
            | 'pending'
            | 'running'
            | 'succeeded'
            | 'failed'
            | 'denied'
            | 'cancelled'
            | 'expired'
            | 'stale';
          action?:
            | 'createGroup'
            | 'updateGroup'
            | 'deleteGroup'
            | 'addMembers'
            | 'removeMembers'
            | 'joinGroup'
            | 'leaveGroup'
            | 'undoChange'
            | 'endMemberships';
          storeId?: string;
          targetId?: string;
          createdFrom?: string;
          createdBefore?: string;
          filter?: string;
          sort?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: RequestSummary[]; nextCursor: string | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/requests/counts': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': RequestCounts } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}': {
    get: {
      parameters: { query?: never; header?: never; path: { requestId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Request } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/events': {
    get: {
      parameters: {
        query?: never;
        header?: { 'last-event-id'?: string };
        path: { requestId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'text/event-stream': string } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/approve': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string };
        path: { requestId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': { comment?: string } | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/deny': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string };
        path: { requestId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/decisions': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': { decision: 'approve' | 'deny'; requestIds: string[]; reason?: string };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Decisions } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/withdraw': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { requestId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/reroute': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'idempotency-key'?: string };
        path: { requestId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            to: 'manager' | 'managers' | 'person';
            personId?: string;
            step?: number;
            reason?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Reroute } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/requests/{requestId}/break-glass': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { requestId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted | Plan } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/delegations': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              given: Delegation[];
              held: Delegation[];
              workflows: { id: string; name: string }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            delegateId: string;
            startsAt?: string;
            endsAt: string;
            workflows?: string[] | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Delegation } };
        201: { headers: Record<string, unknown>; content: { 'application/json': Delegation } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/delegations/{delegationId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { delegationId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/mail-approvals/{token}': {
    get: {
      parameters: { query?: never; header?: never; path: { token: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailApproval } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        410: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { token: string }; cookie?: never };
      requestBody: { content: { 'application/json': { decision: 'approve' | 'deny'; comment?: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        202: { headers: Record<string, unknown>; content: { 'application/json': Accepted } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        410: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/history': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          storeId?: string;
          objectId?: string;
          aboutId?: string;
          actorId?: string;
          requestId?: string;
          filter?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: HistoryEntry[];
              nextCursor: string | null;
              off: { id: string; name: string }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/store-kinds': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                title: string;
                settings: Record<string, unknown>;
                capabilities: Record<string, boolean>;
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: IdentityStore[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean; force?: boolean };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
            description?: string;
            enabled?: boolean;
            historyViews?: boolean;
            administersAll?: boolean;
            settings: Record<string, unknown>;
            administratorGroupId?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        201: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean; force?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            description?: string;
            historyViews?: boolean;
            groupNamePrefixes?: string[];
            fieldLevels?: {
              kind: 'user' | 'group' | 'contact' | 'computer';
              field: string;
              visibility:
                | (
                    | { level: 'role'; roleId: string; excludeRoles: string[] }
                    | { level: 'never' }
                    | { level: 'managerAndOwner' }
                    | { level: 'self' }
                  )
                | null;
              access:
                | (
                    | { level: 'role'; roleId: string; excludeRoles: string[] }
                    | { level: 'never' }
                    | { level: 'managerAndOwner' }
                    | { level: 'self' }
                  )
                | null;
            }[];
            administersAll?: boolean;
            sessionIdleMinutes?: number;
            sessionHours?: number;
            settings?: Record<string, unknown>;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/levelled-fields': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': LevelledFields } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/enable': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/disable': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': IdentityStore } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/excluded': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ExcludedContainers } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/containers': {
    get: {
      parameters: { query?: { name?: string }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Containers } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/excluded/objects': {
    get: {
      parameters: {
        query: { container: string; name?: string };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ExcludedObjects } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/test': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
            settings: Record<string, unknown>;
            storeId?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ConnectionTest } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/test': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ConnectionTest } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/replicate': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': Operation } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/history/verification': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ChainReport } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/mail': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            host: string;
            port?: number;
            tls?: boolean;
            caCertificate?: string | null;
            fromAddress: string;
            to?: string;
            cc?: string;
            auth?: 'none' | 'basic' | 'oauth2';
            userName?: string | null;
            password?: (string | { set: boolean }) | null;
            tokenUrl?: string | null;
            clientId?: string | null;
            scope?: string | null;
            clientSecret?: (string | { set: boolean }) | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/mail/test': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: { content: { 'application/json': { to: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailTest } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/workflows': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: ApprovalWorkflow[];
              sendsMail: boolean;
              portals: { id: string; name: string }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            description?: string;
            objects: ('user' | 'contact' | 'group' | 'entitlement' | 'job')[];
            event: 'create' | 'edit' | 'delete' | 'grant' | 'change' | 'remove' | 'run';
            fields?: string[];
            filters?: {
              subject: 'target' | 'requester';
              attribute: string;
              test: 'present' | 'notPresent' | 'equals' | 'notEquals';
              value?: string;
            }[];
            approvers: { kind: 'owner' | 'owners' | 'manager' | 'managers' | 'object'; id?: string }[];
            mode?: 'any' | 'all' | 'sequence';
            acceleration?: boolean;
            mailApproval?: boolean;
            portalId?: string | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ApprovalWorkflow } };
        201: { headers: Record<string, unknown>; content: { 'application/json': ApprovalWorkflow } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/workflows/{workflowId}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; workflowId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ApprovalWorkflow } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string; workflowId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            description?: string;
            objects?: ('user' | 'contact' | 'group' | 'entitlement' | 'job')[];
            event?: 'create' | 'edit' | 'delete' | 'grant' | 'change' | 'remove' | 'run';
            fields?: string[];
            filters?: {
              subject: 'target' | 'requester';
              attribute: string;
              test: 'present' | 'notPresent' | 'equals' | 'notEquals';
              value?: string;
            }[];
            approvers?: { kind: 'owner' | 'owners' | 'manager' | 'managers' | 'object'; id?: string }[];
            mode?: 'any' | 'all' | 'sequence';
            acceleration?: boolean;
            mailApproval?: boolean;
            portalId?: string | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ApprovalWorkflow } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; workflowId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/workflows/test': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            requesterId: string;
            object: 'user' | 'contact' | 'group' | 'entitlement' | 'job';
            event: 'create' | 'edit' | 'delete' | 'grant' | 'change' | 'remove' | 'run';
            targetId?: string;
            fields?: string[];
            system?:
              | 'resetPassword'
              | 'changeGroupExpiration'
              | 'nestGroup'
              | 'joinGroup'
              | 'leaveGroup'
              | 'transferUser'
              | 'terminateUser'
              | 'changeManager';
            newManagerId?: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WorkflowTest } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/requests/delete-old': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            days: number;
            states: ('succeeded' | 'failed' | 'denied' | 'cancelled' | 'expired' | 'stale')[];
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': OldRequests } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/workflow-settings': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ApprovalSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            selfApproval: 'autoApprove' | 'skip' | 'forbid';
            noApprover: 'hold' | 'autoApprove';
            defaultApproverId: string | null;
            acceleration: boolean;
            maxLevels: number;
            days: number;
            expiryDays?: number;
            reminderDays?: number;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ApprovalSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/webhooks': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Webhook[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            url: string;
            events: ('request.created' | 'request.decided')[];
            workflowIds?: string[] | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WebhookWithSecret } };
        201: { headers: Record<string, unknown>; content: { 'application/json': WebhookWithSecret } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/webhooks/{webhookId}': {
    get?: never;
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string; webhookId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            url?: string;
            events?: ('request.created' | 'request.decided')[];
            workflowIds?: string[] | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Webhook } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; webhookId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/webhooks/{webhookId}/rotate': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; webhookId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WebhookWithSecret } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/webhooks/{webhookId}/test': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; webhookId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WebhookDelivery } };
        202: { headers: Record<string, unknown>; content: { 'application/json': WebhookDelivery } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/webhooks/{webhookId}/deliveries': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; webhookId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: WebhookDelivery[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/webhooks/{webhookId}/deliveries/{deliveryId}/send': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; webhookId: string; deliveryId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WebhookDelivery } };
        202: { headers: Record<string, unknown>; content: { 'application/json': WebhookDelivery } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/replication': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationOverview } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/replication/runs': {
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
          storeId?: string;
          run?: 'objects' | 'deleted' | 'restore';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: ReplicationRun[]; nextCursor: string | null } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/replication/run': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { run: 'objects' | 'deleted'; storeIds?: string[] } } };
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': StartedReplications } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/replication/restore': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { storeIds?: string[] } } };
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': StartedReplications } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/replication/settings': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': { objectInterval: number; deletedInterval: number; errorThreshold: number };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationSettings } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/replication/held/{heldId}/confirm': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { heldId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': HeldRemoval } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/replication/held/{heldId}/dismiss': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { heldId: string }; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': HeldRemoval } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/replication/attributes': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationAttributes } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            kinds:
              | { kind: 'user' | 'group' | 'contact' | 'computer' | 'container'; attributes: string[] }[]
              | null;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationAttributes } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/replication/alerts': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationAlerts } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { to: string[]; cc: string[] } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ReplicationAlerts } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/roles': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Role[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            description?: string;
            priority: number;
            criteriaGroupId: string | null;
            criteriaContainerId?: string | null;
            clients?: {
              join: 'and' | 'or';
              rows: { field: 'clientName' | 'clientType'; operator: 'is' | 'isNot'; value: string }[];
            } | null;
            permissions?: (
              | 'Create Mailbox'
              | 'Manage My Direct Reports'
              | 'Create Contact'
              | 'Create User'
              | 'Delete'
              | 'Join/Leave on behalf of any user'
              | 'Join/Leave on behalf of Peer'
              | 'Manage Any Profile'
              | 'Manage My Profile'
              | 'Reinstate and Extend'
              | 'Manage My Groups'
              | 'Create Static Group'
              | 'Create Smart Group'
              | 'Manage Any Group'
              | 'Change Protected Objects'
              | 'Create Application'
              | 'Create Data Source'
              | 'Create Identity Store'
              | 'Manage Admin Center Settings'
              | 'Manage Application Design Settings'
              | 'Manage Application Server Settings'
              | 'Manage Applications'
              | 'Manage Data Source'
              | 'Manage Entitlement'
              | 'Manage Identity Store'
              | 'Manage Identity Store Configurations'
              | 'Manage Identity Store General Info'
              | 'Manage Identity Store Link'
              | 'Manage Notifications Editor'
              | 'Manage Notifications Queue'
              | 'Manage Replication'
              | 'Manage Identity Providers'
              | 'Manage Scheduling'
              | 'Manage Security Roles'
              | 'Manage SMS Gateways'
              | 'Manage Workflows'
              | 'Create Job'
              | 'Delete Job'
              | 'Edit Job'
              | 'Run Job'
              | 'View Any Job'
              | 'Release Held Run'
              | 'Unlock My Account'
              | 'Manage Linked Account'
              | 'Change My Password'
              | 'Reset Any Password'
              | 'Reset My Password'
              | 'Unenroll'
              | 'Unlock Any Account'
              | 'Sign in to Service Provider'
              | 'Manage All Requests'
              | 'Manage Report'
              | 'View and Download Report'
              | 'Share Queries'
              | 'Create Container'
              | 'Permission set'
              | 'Navigate'
              | 'Add user or group'
              | 'Modify'
              | 'Remove'
            )[];
            policies?: {
              groupOwners?: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
              groupNamePrefixes?: { prefixes: string[]; enforce: boolean };
              newObject?: {
                ownContainerOnly: boolean;
                containers: { user: string[]; group: string[]; contact: string[] };
              };
              search?: { containerId: string | null; filter: unknown };
              hiddenFields?: { names: string[] };
              authentication?: {
                enforcedFactors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
                chosenByUser: number;
                secondFactor: boolean;
              };
              password?: {
                questions: number;
                minAnswerLength: number;
                failThreshold: number;
                lockMinutes: number;
                rejectUserName: boolean;
                rejectDisplayName: boolean;
                rejectFirstName: boolean;
                rejectLastName: boolean;
                rejectLeadingDigit: boolean;
                rejectTrailingDigit: boolean;
                rejectConsecutive: boolean;
                enforceHistory: boolean;
                enforceOnProfile: boolean;
              };
              breakGlass?: { enabled: boolean };
              memberships?: { longestDays: number | null };
              synchronize?: {
                source: {
                  provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                  storeId: string | null;
                  kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
                  attribute: string | null;
                  allow: boolean;
                }[];
                destination: {
                  provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                  storeId: string | null;
                  kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
                  attribute: string | null;
                  allow: boolean;
                }[];
              };
              queryDesigner?: {
                newGroupsOnly: boolean;
                startIn: { containerIds: string[]; enforce: boolean };
                objectTypes: { kinds: ('user' | 'group' | 'contact' | 'computer')[]; enforce: boolean };
                hiddenTabs: (
                  'storage' | 'filterCriteria' | 'includeExclude' | 'database' | 'passwordExpiry'
                )[];
                attributes:
                  | {
                      name: string;
                      operators: (
                        | 'equals'
                        | 'startsWith'
                        | 'endsWith'
                        | 'contains'
                        | 'greaterOrEqual'
                        | 'lessOrEqual'
                        | 'present'
                      )[];
                    }[]
                  | null;
                defaultFilter: unknown;
              };
            };
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        201: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/hideable-fields': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: { name: string; label: string }[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/roles/{roleId}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: { storeId: string; roleId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { storeId: string; roleId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            description?: string;
            priority?: number;
            criteriaGroupId?: string | null;
            criteriaContainerId?: string | null;
            clients?: {
              join: 'and' | 'or';
              rows: { field: 'clientName' | 'clientType'; operator: 'is' | 'isNot'; value: string }[];
            } | null;
            permissions?: (
              | 'Create Mailbox'
              | 'Manage My Direct Reports'
              | 'Create Contact'
              | 'Create User'
              | 'Delete'
              | 'Join/Leave on behalf of any user'
              | 'Join/Leave on behalf of Peer'
              | 'Manage Any Profile'
              | 'Manage My Profile'
              | 'Reinstate and Extend'
              | 'Manage My Groups'
              | 'Create Static Group'
              | 'Create Smart Group'
              | 'Manage Any Group'
              | 'Change Protected Objects'
              | 'Create Application'
              | 'Create Data Source'
              | 'Create Identity Store'
              | 'Manage Admin Center Settings'
              | 'Manage Application Design Settings'
              | 'Manage Application Server Settings'
              | 'Manage Applications'
              | 'Manage Data Source'
              | 'Manage Entitlement'
              | 'Manage Identity Store'
              | 'Manage Identity Store Configurations'
              | 'Manage Identity Store General Info'
              | 'Manage Identity Store Link'
              | 'Manage Notifications Editor'
              | 'Manage Notifications Queue'
              | 'Manage Replication'
              | 'Manage Identity Providers'
              | 'Manage Scheduling'
              | 'Manage Security Roles'
              | 'Manage SMS Gateways'
              | 'Manage Workflows'
              | 'Create Job'
              | 'Delete Job'
              | 'Edit Job'
              | 'Run Job'
              | 'View Any Job'
              | 'Release Held Run'
              | 'Unlock My Account'
              | 'Manage Linked Account'
              | 'Change My Password'
              | 'Reset Any Password'
              | 'Reset My Password'
              | 'Unenroll'
              | 'Unlock Any Account'
              | 'Sign in to Service Provider'
              | 'Manage All Requests'
              | 'Manage Report'
              | 'View and Download Report'
              | 'Share Queries'
              | 'Create Container'
              | 'Permission set'
              | 'Navigate'
              | 'Add user or group'
              | 'Modify'
              | 'Remove'
            )[];
            policies?: {
              groupOwners?: { primaryRequired: boolean; minAdditional: number; maxAdditional: number };
              groupNamePrefixes?: { prefixes: string[]; enforce: boolean };
              newObject?: {
                ownContainerOnly: boolean;
                containers: { user: string[]; group: string[]; contact: string[] };
              };
              search?: { containerId: string | null; filter: unknown };
              hiddenFields?: { names: string[] };
              authentication?: {
                enforcedFactors: ('totp' | 'passkey' | 'securityKey' | 'email' | 'securityQuestions')[];
                chosenByUser: number;
                secondFactor: boolean;
              };
              password?: {
                questions: number;
                minAnswerLength: number;
                failThreshold: number;
                lockMinutes: number;
                rejectUserName: boolean;
                rejectDisplayName: boolean;
                rejectFirstName: boolean;
                rejectLastName: boolean;
                rejectLeadingDigit: boolean;
                rejectTrailingDigit: boolean;
                rejectConsecutive: boolean;
                enforceHistory: boolean;
                enforceOnProfile: boolean;
              };
              breakGlass?: { enabled: boolean };
              memberships?: { longestDays: number | null };
              synchronize?: {
                source: {
                  provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                  storeId: string | null;
                  kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
                  attribute: string | null;
                  allow: boolean;
                }[];
                destination: {
                  provider: 'active-directory' | 'entra-id' | 'google-workspace' | 'ldap' | 'local';
                  storeId: string | null;
                  kind: ('user' | 'group' | 'contact' | 'computer' | 'container') | null;
                  attribute: string | null;
                  allow: boolean;
                }[];
              };
              queryDesigner?: {
                newGroupsOnly: boolean;
                startIn: { containerIds: string[]; enforce: boolean };
                objectTypes: { kinds: ('user' | 'group' | 'contact' | 'computer')[]; enforce: boolean };
                hiddenTabs: (
                  'storage' | 'filterCriteria' | 'includeExclude' | 'database' | 'passwordExpiry'
                )[];
                attributes:
                  | {
                      name: string;
                      operators: (
                        | 'equals'
                        | 'startsWith'
                        | 'endsWith'
                        | 'contains'
                        | 'greaterOrEqual'
                        | 'lessOrEqual'
                        | 'present'
                      )[];
                    }[]
                  | null;
                defaultFilter: unknown;
              };
            };
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; roleId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/stores/{storeId}/roles/{roleId}/copy': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { storeId: string; roleId: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { name: string; priority: number } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        201: { headers: Record<string, unknown>; content: { 'application/json': Role } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/roles/{roleId}/members': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number };
        header?: never;
        path: { storeId: string; roleId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: { id: string; kind: string; displayName: string; path: string; enabled: boolean }[];
              nextCursor: string | null;
              total: number;
              totalExact: boolean;
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/permissions': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                name:
                  | 'Create Mailbox'
                  | 'Manage My Direct Reports'
                  | 'Create Contact'
                  | 'Create User'
                  | 'Delete'
                  | 'Join/Leave on behalf of any user'
                  | 'Join/Leave on behalf of Peer'
                  | 'Manage Any Profile'
                  | 'Manage My Profile'
                  | 'Reinstate and Extend'
                  | 'Manage My Groups'
                  | 'Create Static Group'
                  | 'Create Smart Group'
                  | 'Manage Any Group'
                  | 'Change Protected Objects'
                  | 'Create Application'
                  | 'Create Data Source'
                  | 'Create Identity Store'
                  | 'Manage Admin Center Settings'
                  | 'Manage Application Design Settings'
                  | 'Manage Application Server Settings'
                  | 'Manage Applications'
                  | 'Manage Data Source'
                  | 'Manage Entitlement'
                  | 'Manage Identity Store'
                  | 'Manage Identity Store Configurations'
                  | 'Manage Identity Store General Info'
                  | 'Manage Identity Store Link'
                  | 'Manage Notifications Editor'
                  | 'Manage Notifications Queue'
                  | 'Manage Replication'
                  | 'Manage Identity Providers'
                  | 'Manage Scheduling'
                  | 'Manage Security Roles'
                  | 'Manage SMS Gateways'
                  | 'Manage Workflows'
                  | 'Create Job'
                  | 'Delete Job'
                  | 'Edit Job'
                  | 'Run Job'
                  | 'View Any Job'
                  | 'Release Held Run'
                  | 'Unlock My Account'
                  | 'Manage Linked Account'
                  | 'Change My Password'
                  | 'Reset Any Password'
                  | 'Reset My Password'
                  | 'Unenroll'
                  | 'Unlock Any Account'
                  | 'Sign in to Service Provider'
                  | 'Manage All Requests'
                  | 'Manage Report'
                  | 'View and Download Report'
                  | 'Share Queries'
                  | 'Create Container'
                  | 'Permission set'
                  | 'Navigate'
                  | 'Add user or group'
                  | 'Modify'
                  | 'Remove';
                area:
                  | 'users'
                  | 'groups'
                  | 'adminCenter'
                  | 'synchronize'
                  | 'password'
                  | 'miscellaneous'
                  | 'container'
                  | 'entitlement';
                built: boolean;
                needs: string | null;
                heldBy: string | null;
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/clients': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: {
                type: 'admin-center' | 'portal' | 'mobile' | 'command-line' | 'api';
                name: string;
                label: string | null;
              }[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/role-check': {
    get: {
      parameters: {
        query: { userId: string; client?: string };
        header?: never;
        path: { storeId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': RoleCheck } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/query-rules': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': QueryRules } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/group-rules': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': GroupRules } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/stores/{storeId}/configuration': {
    get: {
      parameters: { query?: never; header?: never; path: { storeId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ConfigurationFile } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { storeId: string }; cookie?: never };
      requestBody: { content: { 'application/json': ConfigurationFile } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ImportResult } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/duty-rules': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: DutyRule[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            description?: string;
            first: { storeId: string; kind: 'group' | 'role'; id: string }[];
            second: { storeId: string; kind: 'group' | 'role'; id: string }[];
            action: 'warn' | 'block' | 'approval';
            approver?: { storeId: string; id: string } | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': DutyRule } };
        201: { headers: Record<string, unknown>; content: { 'application/json': DutyRule } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/duty-rules/{ruleId}': {
    get?: never;
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { ruleId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            description?: string;
            first?: { storeId: string; kind: 'group' | 'role'; id: string }[];
            second?: { storeId: string; kind: 'group' | 'role'; id: string }[];
            action?: 'warn' | 'block' | 'approval';
            approver?: { storeId: string; id: string } | null;
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': DutyRule } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path: { ruleId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/duty-violations': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; open?: boolean };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              scan: {
                state: 'running' | 'succeeded' | 'failed';
                startedAt: string;
                finishedAt: string | null;
                violations: number | null;
                foundAt: string | null;
              } | null;
              items: {
                ruleId: string;
                ruleName: string;
                storeId: string;
                storeName: string;
                personId: string;
                personName: string;
                exceptedUntil: string | null;
              }[];
              nextCursor: string | null;
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/duty-violations.csv': {
    get: {
      parameters: { query?: { open?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'text/csv': string } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/duty-scan': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content?: never };
        202: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/duty-exceptions': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: DutyException[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            ruleId: string;
            storeId: string;
            personId: string;
            reason: string;
            approverId: unknown;
            endsAt: string;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': DutyException } };
        201: { headers: Record<string, unknown>; content: { 'application/json': DutyException } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/duty-exceptions/{exceptionId}': {
    get?: never;
    put?: never;
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { exceptionId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/why-not': {
    get: {
      parameters: {
        query: {
          permission:
            | 'Create Mailbox'
            | 'Manage My Direct Reports'
            | 'Create Contact'
            | 'Create User'
            | 'Delete'
            | 'Join/Leave on behalf of any user'
            | 'Join/Leave on behalf of Peer'
            | 'Manage Any Profile'
            | 'Manage My Profile'
            | 'Reinstate and Extend'
            | 'Manage My Groups'
            | 'Create Static Group'
            | 'Create Smart Group'
            | 'Manage Any Group'
            | 'Change Protected Objects'
            | 'Create Application'
            | 'Create Data Source'
            | 'Create Identity Store'
            | 'Manage Admin Center Settings'
            | 'Manage Application Design Settings'
            | 'Manage Application Server Settings'
            | 'Manage Applications'
            | 'Manage Data Source'
            | 'Manage Entitlement'
            | 'Manage Identity Store'
            | 'Manage Identity Store Configurations'
            | 'Manage Identity Store General Info'
            | 'Manage Identity Store Link'
            | 'Manage Notifications Editor'
            | 'Manage Notifications Queue'
            | 'Manage Replication'
            | 'Manage Identity Providers'
            | 'Manage Scheduling'
            | 'Manage Security Roles'
            | 'Manage SMS Gateways'
            | 'Manage Workflows'
            | 'Create Job'
            | 'Delete Job'
            | 'Edit Job'
            | 'Run Job'
            | 'View Any Job'
            | 'Release Held Run'
            | 'Unlock My Account'
            | 'Manage Linked Account'
            | 'Change My Password'
            | 'Reset Any Password'
            | 'Reset My Password'
            | 'Unenroll'
            | 'Unlock Any Account'
            | 'Sign in to Service Provider'
            | 'Manage All Requests'
            | 'Manage Report'
            | 'View and Download Report'
            | 'Share Queries'
            | 'Create Container'
            | 'Permission set'
            | 'Navigate'
            | 'Add user or group'
            | 'Modify'
            | 'Remove';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': WhyNot } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        502: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        504: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/denied-attempts': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: DeniedAttempt[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/portals': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': { items: Portal[] } } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            name: string;
            path: string;
            stores: string[];
            supportEmail?: string | null;
            helpUrl?: string | null;
            requestPageSize?: number;
            listPageSize?: number;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Portal } };
        201: { headers: Record<string, unknown>; content: { 'application/json': Portal } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/portals/{portalId}': {
    get: {
      parameters: { query?: never; header?: never; path: { portalId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Portal } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: { portalId: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            name?: string;
            path?: string;
            stores?: string[];
            supportEmail?: string | null;
            helpUrl?: string | null;
            requestPageSize?: number;
            listPageSize?: number;
          };
        };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Portal } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { portalId: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/search-engine': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': SearchEngine } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/search-engine/unused-indices': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': UnusedIndices } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/search-engine/unused-indices/clear': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { names: string[] } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': ClearedIndices } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/search-engine/rebuild': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { storeId?: string } } };
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': RebuildAnswer } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/mailbox': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; recipient?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: { id: string; recipient: string; subject: string; at: string }[];
              nextCursor: string | null;
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/mailbox/recipients': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { items: { address: string; mails: number }[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/mailbox/{mailId}': {
    get: {
      parameters: { query?: never; header?: never; path: { mailId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': CapturedMail } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/notifications': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; state?: 'pending' | 'failed' | 'all'; storeId?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: QueuedMail[];
              nextCursor: string | null;
              counts: { pending: number; failed: number; all: number };
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/notifications/send': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { ids: string[] } } };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { done: string[]; left: string[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/notifications/delete': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { dryRun?: boolean }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { ids: string[] } } };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/json': { done: string[]; left: string[] } };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/mail-templates': {
    get: {
      parameters: {
        query?: {
          language?: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              languages: (
                'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr'
              )[];
              items: MailTemplateHead[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/mail-templates/{template}/{language}': {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          template:
            | 'approvalRequested'
            | 'approvalHeld'
            | 'approvalReminder'
            | 'requestSucceeded'
            | 'requestFailed'
            | 'requestDenied'
            | 'requestStale'
            | 'requestCancelled'
            | 'requestExpired'
            | 'breakGlassUsed'
            | 'breakGlassReport'
            | 'membershipEnding'
            | 'replicationFailed'
            | 'replicationHeld'
            | 'roleLostCriteria'
            | 'signInCode'
            | 'factorAdded'
            | 'factorRemoved';
          language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailTemplate } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: { 'if-match'?: string };
        path: {
          template:
            | 'approvalRequested'
            | 'approvalHeld'
            | 'approvalReminder'
            | 'requestSucceeded'
            | 'requestFailed'
            | 'requestDenied'
            | 'requestStale'
            | 'requestCancelled'
            | 'requestExpired'
            | 'breakGlassUsed'
            | 'breakGlassReport'
            | 'membershipEnding'
            | 'replicationFailed'
            | 'replicationHeld'
            | 'roleLostCriteria'
            | 'signInCode'
            | 'factorAdded'
            | 'factorRemoved';
          language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { subject: string; body: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailTemplate } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        412: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    post?: never;
    patch?: never;
    delete: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: {
          template:
            | 'approvalRequested'
            | 'approvalHeld'
            | 'approvalReminder'
            | 'requestSucceeded'
            | 'requestFailed'
            | 'requestDenied'
            | 'requestStale'
            | 'requestCancelled'
            | 'requestExpired'
            | 'breakGlassUsed'
            | 'breakGlassReport'
            | 'membershipEnding'
            | 'replicationFailed'
            | 'replicationHeld'
            | 'roleLostCriteria'
            | 'signInCode'
            | 'factorAdded'
            | 'factorRemoved';
          language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
        };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailTemplate } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
  };
  '/mail-templates/{template}/{language}/preview': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          template:
            | 'approvalRequested'
            | 'approvalHeld'
            | 'approvalReminder'
            | 'requestSucceeded'
            | 'requestFailed'
            | 'requestDenied'
            | 'requestStale'
            | 'requestCancelled'
            | 'requestExpired'
            | 'breakGlassUsed'
            | 'breakGlassReport'
            | 'membershipEnding'
            | 'replicationFailed'
            | 'replicationHeld'
            | 'roleLostCriteria'
            | 'signInCode'
            | 'factorAdded'
            | 'factorRemoved';
          language: 'en' | 'da' | 'de' | 'es' | 'fi' | 'fr' | 'is' | 'it' | 'nl' | 'pt' | 'sv' | 'tr';
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { subject: string; body: string } } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': MailPreview } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/operations/runs': {
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; view?: 'attention' | 'running' | 'failed' };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            'application/json': {
              items: RunSummary[];
              nextCursor: string | null;
              lostCriteria: LostCriterion[];
            };
          };
        };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/operations/runs/{workflowId}': {
    get: {
      parameters: { query?: never; header?: never; path: { workflowId: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Run } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    put?: never;
    post?: never;
    patch?: never;
    delete?: never;
  };
  '/operations/runs/{workflowId}/retry': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { workflowId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Run } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/operations/runs/{workflowId}/skip': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { workflowId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Run } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/operations/runs/{workflowId}/cancel': {
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { dryRun?: boolean };
        header?: never;
        path: { workflowId: string };
        cookie?: never;
      };
      requestBody?: { content: { 'application/json': Record<string, never> | null } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Run } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        404: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
  '/codec/decode': {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { 'application/json': { payloads: { metadata?: Record<string, string>; data?: string }[] } };
      };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': Payloads } };
        400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        401: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        403: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        409: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        413: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        415: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        422: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        429: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        500: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
        503: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
      };
    };
    patch?: never;
    delete?: never;
  };
}
