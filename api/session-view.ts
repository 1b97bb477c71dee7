/** The session as its owner sees it. */
import { getDemo } from '../activities/database/repositories/installation.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../activities/database/client.ts';
import { hiddenNames } from '../activities/platform/hidden-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { getPersonalSettings } from '../activities/database/repositories/personal-settings.ts';
import { getPageSizes } from '../activities/database/repositories/portals.ts';
import { defaultPageSizes, type PersonalSettings } from '../workflows/contracts/personal-settings.ts';
import { usablePermissions } from './reach.ts';
import { sendsMail } from './workflows/require-mail.ts';
import { actorOf } from './session-actor.ts';
import { latestEnd } from './session-limits.ts';

export async function sessionView(db: Db, request: FastifyRequest, reply: FastifyReply) {
  const actor = actorOf(request);
  const signedInAt = request.session.signedInAt ?? 0;
  return {
    user: { id: actor.userId, name: actor.name, loginName: actor.loginName },
    store: { id: actor.storeId, kind: actor.storeKind },
    role: { id: actor.roleId, name: actor.roleName },
    permissions: usablePermissions(actor),
    administersAll: actor.administersAll,
    breakGlass: actor.breakGlass === true,
    hiddenFields: hiddenNames(storeVocabulary(actor.storeKind), actor.hiddenFields ?? []),
    signedInAt: new Date(signedInAt).toISOString(),
    endsAt: new Date(latestEnd(actor, signedInAt)).toISOString(),
    idleMinutes: actor.sessionIdleMinutes,
    settings: settingsView(await getPersonalSettings(db, { storeId: actor.storeId, id: actor.userId })),
    pageSizes: actor.client.type === 'portal' ? await getPageSizes(db, actor.client.name) : defaultPageSizes,
    sendsMail: await sendsMail(db, actor.storeId),
    demo: (await getDemo(db)) !== null,
    csrfToken: reply.generateCsrf(),
  };
}

export const settingsView = (settings: PersonalSettings) => ({
  ...settings,
  serverTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
