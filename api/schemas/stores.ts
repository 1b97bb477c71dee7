import { Type } from 'typebox';
import { storeKinds } from '../../workflows/contracts/ids.ts';
import { Body, DryRun, HealthFactors, Instant, Nullable, Query, Uuid } from './common.ts';
import { FieldLevels } from './field-levels.ts';
import { NamePrefixes } from './policies.ts';

export const StoreName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Description = Type.String({ maxLength: 256 });
const HistoryViews = Type.Boolean({
  description:
    'Whether the views of history show what was changed in it. The journal behind undo, approvals and proof is written either way',
});
const AdministersAll = Type.Boolean({
  description:
    'Whether the Admin Center permissions of its roles reach every identity store and the installation, and not only their own store',
});
const SessionIdleMinutes = Type.Integer({
  minimum: 5,
  maximum: 480,
  description: 'A session of its people ends after so many minutes without a request',
});
const SessionHours = Type.Integer({
  minimum: 1,
  maximum: 24,
  description: 'A session of its people ends so many hours after sign-in, whatever happens',
});
export const StoreSettings = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
  description: 'As the kind of store describes them in GET /store-kinds; secrets are written, never read',
});

export const StoreKinds = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: Type.Enum([...storeKinds]),
      title: Type.String(),
      settings: Type.Object({}, { additionalProperties: true, description: 'JSON Schema of the settings' }),
      capabilities: Type.Record(Type.String(), Type.Boolean()),
    }),
  ),
});

export const CreateStoreBody = Body({
  name: StoreName,
  kind: Type.Enum([...storeKinds]),
  description: Type.Optional(Description),
  enabled: Type.Optional(Type.Boolean()),
  historyViews: Type.Optional({ ...HistoryViews, default: false }),
  administersAll: Type.Optional({ ...AdministersAll, default: false }),
  settings: StoreSettings,
  administratorGroupId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Its members become administrators; without it the role Administrator admits nobody yet',
    }),
  ),
});

export const UpdateStoreBody = Body(
  {
    name: Type.Optional(StoreName),
    description: Type.Optional(Description),
    historyViews: Type.Optional(HistoryViews),
    groupNamePrefixes: Type.Optional(NamePrefixes),
    fieldLevels: Type.Optional(FieldLevels),
    administersAll: Type.Optional(AdministersAll),
    sessionIdleMinutes: Type.Optional(SessionIdleMinutes),
    sessionHours: Type.Optional(SessionHours),
    settings: Type.Optional(StoreSettings),
  },
  { minProperties: 1 },
);

export const TestStoreBody = Body({
  kind: Type.Enum([...storeKinds]),
  settings: StoreSettings,
  storeId: Type.Optional({
    ...Uuid,
    description: 'Of the store being edited: its stored secrets are used where no address differs',
  }),
});

export const ForceQuery = Query({
  ...DryRun,
  force: Type.Optional(Type.Boolean({ description: 'Save although the connection fails' })),
});

export const StoreView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    kind: Type.Enum([...storeKinds]),
    description: Type.String(),
    enabled: Type.Boolean(),
    settings: Type.Object({}, { additionalProperties: true }),
    health: Type.Enum(['healthy', 'errors', 'unknown']),
    healthMessage: Nullable(Type.String()),
    healthFactors: HealthFactors,
    pausedReason: Nullable(Type.String({ description: 'Why nothing is sent to the directory for now' })),
    lastReplicatedAt: Nullable(Instant),
    historyViews: HistoryViews,
    groupNamePrefixes: NamePrefixes,
    fieldLevels: FieldLevels,
    administersAll: AdministersAll,
    sessionIdleMinutes: SessionIdleMinutes,
    sessionHours: SessionHours,
    historySwitched: Nullable(
      Type.Object({ at: Instant, by: Type.String() }, { description: 'When they were last switched' }),
    ),
    secondFactor: Type.Object(
      { roles: Type.Integer(), of: Type.Integer() },
      { description: 'How many of its roles ask for a second factor when somebody signs in' },
    ),
    version: Type.Integer(),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'IdentityStore' },
);
export const StoreList = Type.Object({ items: Type.Array(StoreView) });

export const TestResult = Type.Object(
  {
    ok: Type.Boolean(),
    failure: Nullable(Type.String()),
    message: Type.String(),
    steps: Type.Array(Type.Object({ name: Type.String(), ok: Type.Boolean(), message: Type.String() })),
    vendor: Nullable(Type.String()),
    namingContexts: Type.Array(Type.String()),
  },
  { title: 'ConnectionTest' },
);

const MailSecret = Type.Optional(
  Nullable(
    Type.Union([
      Type.String({ minLength: 1, maxLength: 1024 }),
      Type.Object({ set: Type.Boolean() }, { additionalProperties: false }),
    ]),
  ),
);
const MailText = (maxLength: number) => Type.Optional(Nullable(Type.String({ minLength: 1, maxLength })));
const Addresses = Type.String({
  maxLength: 4000,
  description: 'Separated by semicolons; they get a copy of all the mail of the store',
});
const authentications = ['none', 'basic', 'oauth2'] as const;

export const MailBody = Body({
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:_-]+$' }),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
  tls: Type.Optional(Type.Boolean()),
  caCertificate: MailText(65536),
  fromAddress: Type.String({ format: 'email', maxLength: 320 }),
  to: Type.Optional(Addresses),
  cc: Type.Optional(Addresses),
  auth: Type.Optional(
    Type.Enum([...authentications], {
      description:
        'basic: user name and password; oauth2: a token of client credentials; by the fields given when absent',
    }),
  ),
  userName: MailText(256),
  password: MailSecret,
  tokenUrl: MailText(2000),
  clientId: MailText(256),
  scope: MailText(1000),
  clientSecret: MailSecret,
});
const Secret = Type.Object({ set: Type.Boolean() });
export const MailView = Type.Object(
  {
    host: Nullable(Type.String()),
    port: Type.Integer(),
    tls: Type.Boolean(),
    caCertificate: Nullable(Type.String()),
    fromAddress: Nullable(Type.String()),
    to: Addresses,
    cc: Addresses,
    auth: Type.Enum([...authentications]),
    userName: Nullable(Type.String()),
    password: Secret,
    tokenUrl: Nullable(Type.String()),
    clientId: Nullable(Type.String()),
    scope: Nullable(Type.String()),
    clientSecret: Secret,
    version: Type.Integer({ description: '0 while nothing is set' }),
  },
  { title: 'MailSettings' },
);

export const MailTestBody = Body({ to: Type.String({ format: 'email', maxLength: 320 }) });
export const MailTestResult = Type.Object(
  {
    ok: Type.Boolean(),
    message: Type.String({ description: 'What the mail server said' }),
  },
  { title: 'MailTest' },
);
