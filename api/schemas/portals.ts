import { Type } from 'typebox';
import { pageSizeRange } from '../../workflows/contracts/personal-settings.ts';
import { Body, Instant, Nullable, Uuid } from './common.ts';

export const PortalName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
export const PortalPath = Type.String({
  pattern: '^[a-z0-9-]{1,40}$',
  description: 'a-z, 0-9 and -, at most 40',
});
const Stores = Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true });
const SupportEmail = Nullable(Type.String({ format: 'email', maxLength: 320 }));
const HelpUrl = Nullable(Type.String({ pattern: '^https?://[^\\s]{1,1990}$' }));

const RequestPageSize = Type.Integer({
  maximum: pageSizeRange.most,
  description:
    'Rows on a page of requests, for whoever has chosen nothing: 5 to 1000; 0 or less for all of them',
});
const ListPageSize = Type.Integer({
  minimum: pageSizeRange.least,
  maximum: pageSizeRange.most,
  description: 'Rows on a page of every other list, for whoever has chosen nothing',
});

export const PortalParams = Type.Object({ portalId: Uuid });

export const CreatePortalBody = Body({
  name: PortalName,
  path: PortalPath,
  stores: Stores,
  supportEmail: Type.Optional(SupportEmail),
  helpUrl: Type.Optional(HelpUrl),
  requestPageSize: Type.Optional(RequestPageSize),
  listPageSize: Type.Optional(ListPageSize),
});

export const UpdatePortalBody = Body(
  {
    name: Type.Optional(PortalName),
    path: Type.Optional(PortalPath),
    stores: Type.Optional(Stores),
    supportEmail: Type.Optional(SupportEmail),
    helpUrl: Type.Optional(HelpUrl),
    requestPageSize: Type.Optional(RequestPageSize),
    listPageSize: Type.Optional(ListPageSize),
  },
  { minProperties: 1 },
);

export const PortalView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    path: Type.String(),
    supportEmail: Nullable(Type.String()),
    helpUrl: Nullable(Type.String()),
    requestPageSize: Type.Integer({ description: '0: all of them' }),
    listPageSize: Type.Integer(),
    stores: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), enabled: Type.Boolean() })),
    version: Type.Integer(),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Portal' },
);
export const PortalList = Type.Object({ items: Type.Array(PortalView) });
