import { Type } from 'typebox';
import { Body, Nullable, Uuid } from './common.ts';
import { PendingView } from './factors.ts';
import { SessionView } from './session.ts';

const Portal = Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Path of the portal' }));

export const ProviderParams = Type.Object({ providerId: Uuid });
export const StoreProviderParams = Type.Object({ storeId: Uuid, providerId: Uuid });

export const LeaveBody = Body({
  portal: Portal,
  to: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Page of ours to show afterwards; any other address is not followed',
    }),
  ),
});
export const LeaveView = Type.Object({ url: Type.String({ description: 'Where the browser goes now' }) });

export const ReturnBody = Body({
  query: Type.String({
    minLength: 1,
    maxLength: 8000,
    description: 'What the provider added to our address',
  }),
});
export const ReturnedView = Type.Object({
  session: Nullable(SessionView),
  pending: Nullable(PendingView),
  to: Type.String(),
});

export const PasskeyChallenge = Type.Object({
  webauthn: Type.Unknown({ description: 'Options of the WebAuthn call, in their JSON form' }),
});
export const PasskeyBody = Body({
  portal: Portal,
  credential: Type.Object(
    {},
    { additionalProperties: true, description: 'What the WebAuthn call gave, as JSON' },
  ),
});

export const SignedOutView = Type.Object({
  endSessionUrl: Type.String({
    description: 'Where the browser goes to end the session of the provider as well',
  }),
});

const fields = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  issuer: Type.String({ minLength: 1, maxLength: 500 }),
  clientId: Type.String({ minLength: 1, maxLength: 500 }),
  scopes: Type.String({ maxLength: 500, pattern: '^[\\x21-\\x7e ]*$' }),
  claim: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Claim of the id token that names a person',
  }),
  attribute: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Attribute of the directory with the same value',
  }),
  trustsSecondFactor: Type.Boolean({
    description: 'Where the provider asked for several factors (amr: mfa), Muster asks for none',
  }),
  enabled: Type.Boolean(),
};
const Secret = Nullable(
  Type.Union([
    Type.String({ minLength: 1, maxLength: 2000 }),
    Type.Object({ set: Type.Boolean() }, { additionalProperties: false }),
  ]),
);

export const ProviderBody = Body({ ...fields, clientSecret: Type.Optional(Secret) });

export const ProviderView = Type.Object(
  {
    id: Type.String(),
    ...fields,
    clientSecret: Type.Object({ set: Type.Boolean() }),
    version: Type.Integer(),
  },
  { title: 'OpenidProvider' },
);
export const ProviderList = Type.Object({
  items: Type.Array(ProviderView),
  returnAddress: Type.String({ description: 'To be registered at the provider as redirect URI' }),
});
