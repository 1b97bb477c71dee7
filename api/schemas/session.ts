import { type TArray, type TString, Type } from 'typebox';
import { clientTypes } from '../../workflows/contracts/clients.ts';
import { levelledKinds, type LevelledKind } from '../../workflows/contracts/field-levels.ts';
import { permissions } from '../../workflows/contracts/permissions.ts';
import { storeKinds } from '../../workflows/contracts/ids.ts';
import { Body, Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';
import { SettingsView } from './settings.ts';

export const SignInBody = Body({
  portal: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Path of the portal' })),
  client: Type.Optional(
    Type.Enum(
      clientTypes.filter((type) => type !== 'portal'),
      {
        description:
          'What signs in where it is no portal; api when absent. Which role applies follows from it',
      },
    ),
  ),
  storeId: Uuid,
  loginName: Type.String({ minLength: 1, maxLength: 256 }),
  password: Type.String({ minLength: 1, maxLength: 1024 }),
});

export const SessionView = Type.Object(
  {
    user: Type.Object({ id: Type.String(), name: Type.String(), loginName: Type.String() }),
    store: Type.Object({ id: Type.String(), kind: Type.Enum([...storeKinds]) }),
    role: Type.Object({ id: Type.String(), name: Type.String() }),
    administersAll: Type.Boolean({
      description:
        'Admin Center permissions reach every identity store and the installation, not only the own store',
    }),
    breakGlass: Type.Boolean({ description: 'May have a change done that would wait for approval' }),
    hiddenFields: Type.Object(
      Object.fromEntries(levelledKinds.map((kind) => [kind, Type.Array(Type.String())])) as Record<
        LevelledKind,
        TArray<TString>
      >,
      {
        description:
          'Fields of your store that are hidden from you, by name: null in answers, and not to be asked for or written. What is shown to owners, managers or oneself alone is among them, and told with the object',
      },
    ),
    permissions: Type.Array(Type.Enum([...permissions])),
    signedInAt: Instant,
    endsAt: Type.String({ format: 'date-time', description: 'Latest end, whatever happens' }),
    idleMinutes: Type.Integer({ description: 'Ends after so many minutes without a request' }),
    sendsMail: Type.Boolean({ description: 'False where the identity store has no mail server' }),
    demo: Type.Boolean({ description: 'A demo organisation: mail is captured, GET /mailbox shows it' }),
    settings: SettingsView,
    pageSizes: Type.Object(
      { requests: Type.Integer({ description: '0: all of them' }), lists: Type.Integer() },
      { description: 'Rows on a page as the portal has it, for whoever has chosen nothing' },
    ),
    csrfToken: Type.String({ description: 'Send it back as x-csrf-token with every write' }),
  },
  { title: 'Session' },
);

export const SignInChoice = Type.Object({
  setUpNeeded: Type.Boolean({ description: 'Nobody can sign in yet: POST /set-up makes the first account' }),
  demo: Nullable(
    Type.Object(
      {
        people: Type.Array(
          Type.Object({ storeId: Type.String(), loginName: Type.String(), what: Type.String() }),
        ),
      },
      { description: 'Whom the terminal named, where this is the demo organisation' },
    ),
  ),
  portals: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      path: Type.String(),
      supportEmail: Type.Union([Type.String(), Type.Null()]),
      helpUrl: Type.Union([Type.String(), Type.Null()]),
      stores: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          password: Type.Boolean({ description: 'By the password of the directory' }),
          passkey: Type.Boolean({ description: 'By a passkey' }),
          providers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
            description: 'By an OpenID provider: POST /sign-in/openid/{id}',
          }),
        }),
      ),
    }),
  ),
});

export const OpenSessions = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      current: Type.Boolean(),
      address: Type.Union([Type.String(), Type.Null()]),
      userAgent: Type.Union([Type.String(), Type.Null()]),
      signedInAt: Instant,
      lastSeenAt: Instant,
      expiresAt: Instant,
    }),
  ),
});

export const StoreSessionsQuery = Query({ ...Page, userId: Type.Optional(ObjectId) });
export const StoreSessionList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        current: Type.Boolean({ description: 'It is the one by which this is asked' }),
        person: Type.Object({ id: Type.String(), name: Type.String() }),
        loginName: Type.String(),
        roleName: Type.String(),
        clientType: Type.Enum([...clientTypes]),
        address: Nullable(Type.String()),
        userAgent: Nullable(Type.String()),
        signedInAt: Instant,
        lastSeenAt: Instant,
        expiresAt: Instant,
      },
      { title: 'StoreSession' },
    ),
  ),
  nextCursor: NextCursor,
});

const SessionId = Type.String({ minLength: 43, maxLength: 43, pattern: '^[A-Za-z0-9_-]{43}$' });
export const StoreSessionParams = Type.Object({ storeId: Uuid, sessionId: SessionId });
export const SessionParams = Type.Object({ sessionId: SessionId });
