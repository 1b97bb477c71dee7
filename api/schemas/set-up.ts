import { Type } from 'typebox';
import { storeKinds } from '../../workflows/contracts/ids.ts';
import { Body, Instant } from './common.ts';
import { PortalName, PortalPath } from './portals.ts';
import { StoreKinds, StoreName, StoreSettings } from './stores.ts';

const code = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'As the terminal printed it when Muster was started',
});
const connection = { kind: Type.Enum([...storeKinds]), settings: StoreSettings };

export const CodeBody = Body({ code });
export const SetUpOffer = Type.Object({ expiresAt: Instant, storeKinds: StoreKinds.properties.items });

export const SetUpTestBody = Body({ code, ...connection });

export const SetUpGroupsBody = Body({
  code,
  ...connection,
  search: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
});
export const FoundGroups = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), path: Type.String() })),
});

export const SetUpBody = Body({
  code,
  storeName: StoreName,
  ...connection,
  loginName: Type.String({ minLength: 1, maxLength: 256, pattern: '\\S' }),
  password: Type.String({ minLength: 1, maxLength: 1024 }),
  displayName: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '\\S',
      description: 'Local store: of the new account',
    }),
  ),
  groupId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Other stores: the group whose members administer Muster; the person must be one',
    }),
  ),
  portalName: PortalName,
  portalPath: PortalPath,
});
export const SetUpDone = Type.Object({
  storeId: Type.String(),
  portalPath: Type.String(),
  loginName: Type.String(),
});
