/** The session as its owner sees it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from './session-actor.ts';
import { absoluteLimitMs, idleLimitMs } from './session-limits.ts';

/** @param demo the installation is a demo, with a mailbox page */
export function sessionView(request: FastifyRequest, reply: FastifyReply, demo: boolean) {
  const actor = actorOf(request);
  const signedInAt = request.session.signedInAt ?? 0;
  return {
    user: { id: actor.userId, name: actor.name, loginName: actor.loginName },
    store: { id: actor.storeId, kind: actor.storeKind },
    role: { id: actor.roleId, name: actor.roleName },
    permissions: [...actor.permissions],
    signedInAt: new Date(signedInAt).toISOString(),
    endsAt: new Date(signedInAt + absoluteLimitMs).toISOString(),
    idleMinutes: idleLimitMs / 60_000,
    demo,
    csrfToken: reply.generateCsrf(),
  };
}
