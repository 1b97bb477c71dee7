/** API tokens as people see them: never their text. */
import type { ApiToken } from '../../activities/database/repositories/api-tokens.ts';

export const tokenView = (token: ApiToken, now: Date) => ({
  id: token.id,
  kind: token.kind,
  name: token.name,
  hint: token.hint,
  scopes: [...token.scopes],
  owner: { id: token.ownerId, name: token.ownerName },
  madeBy: { id: token.madeById, name: token.madeByName },
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  lastUsedAddress: token.lastUsedAddress,
  state:
    token.endedAt !== null
      ? ('ended' as const)
      : token.expiresAt > now
        ? ('active' as const)
        : ('expired' as const),
  endedAt: token.endedAt?.toISOString() ?? null,
  endReason: token.endReason,
});
