/** Mail about factors goes to the person alone: the copies of a store's mail are no place for it. */
import { queueNotifications } from '../../activities/database/repositories/notifications.ts';
import { languagesOf } from '../../activities/database/repositories/personal-settings.ts';
import type { MailTemplate } from '../../activities/platform/mail-templates/catalogue.ts';
import type { RouteDeps } from '../route.ts';
import type { Subject } from './subject.ts';

/**
 * Once for an id.
 * @throws ApiProblem `engine.unavailable`
 */
export async function mailPerson(
  { database: { db }, engine }: RouteDeps,
  { person, actor }: Subject,
  { id, to, template, data }: PersonalMail,
): Promise<void> {
  const languages = await languagesOf(db, [person]);
  await queueNotifications(db, [
    {
      storeId: person.storeId,
      requestId: id,
      key: `${template}:${id}`,
      recipient: to,
      language: languages(person),
      template,
      data: { ...data, user: actor.name },
    },
  ]);
  await engine.sendMails(id, template);
}

interface PersonalMail {
  readonly id: string;
  readonly to: string;
  readonly template: MailTemplate;
  readonly data: Readonly<Record<string, string>>;
}
