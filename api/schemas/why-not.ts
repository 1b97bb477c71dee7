import { Type } from 'typebox';
import { roleVerdicts } from '../../activities/platform/role-rights.ts';
import { permissions } from '../../workflows/contracts/permissions.ts';
import { Instant, Nullable, Query } from './common.ts';

const AnyPermission = Type.Enum([...permissions]);

export const WhyNotQuery = Query({ permission: AnyPermission });

export const WhyNot = Type.Object(
  {
    permission: AnyPermission,
    heldBy: Nullable(
      Type.Enum([...permissions], {
        description: 'The permission by which one holds it; null is not at all',
      }),
    ),
    outsideToken: Type.Boolean({ description: 'The role holds it, but not the API token that asks' }),
    client: Type.Object({ type: Type.String(), name: Type.String() }),
    active: Nullable(Type.String({ description: 'The name of one’s active role' })),
    roles: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        priority: Type.Integer(),
        verdict: Type.Enum([...roleVerdicts]),
      }),
      { description: 'The roles that would allow it, and why they do not count' },
    ),
  },
  { title: 'WhyNot' },
);

export const DeniedList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        permission: Nullable(AnyPermission),
        code: Type.String(),
        route: Type.String(),
        at: Instant,
      },
      { title: 'DeniedAttempt' },
    ),
  ),
});
