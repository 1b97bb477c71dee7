/** The session as its owner sees it. */
import { getDemo } from '../activities/database/repositories/installation.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../activities/database/client.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { hiddenIn } from '../activities/directory-index/readable.ts';
import { namesOfAttribute } from '../activities/platform/hidden-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { getPersonalSettings } from '../activities/database/repositories/personal-settings.ts';
import { getPageSizes } from '../activities/database/repositories/portals.ts';
import type { LevelledKind } from '../workflows/contracts/field-levels.ts';
import { defaultPageSizes, type PersonalSettings } from '../workflows/contracts/personal-settings.ts';
import { readerOf } from './group-view.ts';
import { usablePermissions } from './reach.ts';
import { sendsMail } from './workflows/require-mail.ts';
import { actorOf, type SessionActor } from './session-actor.ts';
import { latestEnd } from './session-limits.ts';
import { requireStore } from './store-view.ts';

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
    hiddenFields: hiddenFieldsOf(await requireStore(db, actor.storeId), actor),
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

/** Names of the fields they are not told, whatever they are to the object. */
function hiddenFieldsOf(store: IdentityStore, actor: SessionActor): Record<LevelledKind, string[]> {
  const hidden = hiddenIn(readerOf(actor, store.id), store);
  const words = storeVocabulary(store.kind);
  const namesOf = (kind: LevelledKind): string[] => [
    ...new Set([...(hidden?.get(kind) ?? [])].flatMap((attribute) => namesOfAttribute(words, attribute))),
  ];
  return {
    user: namesOf('user'),
    group: namesOf('group'),
    contact: namesOf('contact'),
    computer: namesOf('computer'),
  };
}

export const settingsView = (settings: PersonalSettings) => ({
  ...settings,
  serverTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
