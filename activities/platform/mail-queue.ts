/** Queueing the mails of an event: to each of its people in their language, and a copy to the store's own addresses. */
import { createHash } from 'node:crypto';
import { defaultSettings } from '../../workflows/contracts/personal-settings.ts';
import type { Db } from '../database/client.ts';
import { getMailSettings } from '../database/repositories/mail-settings.ts';
import { type NewNotification, queueNotifications } from '../database/repositories/notifications.ts';
import { languagesOf } from '../database/repositories/personal-settings.ts';
import type { Person } from '../database/repositories/requests.ts';

export interface MailEvent {
  readonly storeId: string;
  /** Under which the mails are sent. */
  readonly requestId: string;
  /** Makes queueing idempotent: the event and, where there are several, its step. */
  readonly event: string;
  readonly template: string;
  readonly data: NewNotification['data'];
}

export interface MailRecipient {
  /** Null: there is none, and no mail. */
  readonly address: string | null;
  /** Whose language setting decides; null for an address that somebody typed, which gets English. */
  readonly person: Person | null;
  readonly name: string;
  /** Beside the event's. */
  readonly data?: NewNotification['data'];
}

/** Nobody is mailed twice about one event. @returns how many mails were queued */
export async function queueEvent(
  db: Db,
  event: MailEvent,
  recipients: readonly MailRecipient[],
): Promise<number> {
  const byAddress = Map.groupBy(
    recipients.flatMap(({ address, ...rest }) =>
      address === null ? [] : [{ ...rest, address: address.toLowerCase() }],
    ),
    ({ address }) => address,
  );
  const languages = await languagesOf(
    db,
    recipients.flatMap(({ person }) => (person === null ? [] : [person])),
  );
  const rows = [...byAddress].map(([address, people]): NewNotification => {
    const [first] = people;
    return {
      ...rowOf(event, address),
      language: languages(first?.person ?? null),
      // What is one person's own is not for somebody else who reads the same mailbox.
      data: {
        ...event.data,
        receiver: [...new Set(people.map(({ name }) => name))].join(', '),
        ...(people.length === 1 ? first?.data : {}),
      },
    };
  });
  rows.push(...(await copiesOf(db, event, [...byAddress.keys()])));
  await queueNotifications(db, rows);
  return rows.length;
}

const rowOf = ({ storeId, requestId, template, event }: MailEvent, to: string) => ({
  storeId,
  requestId,
  key: `${event}/${to}`,
  recipient: to,
  template,
});

/** To and CC of the store's settings receive all its mail (N1), in English, as one mail. */
async function copiesOf(db: Db, event: MailEvent, others: readonly string[]): Promise<NewNotification[]> {
  const settings = await getMailSettings(db, event.storeId);
  const { toAddresses = [], ccAddresses = [] } = settings ?? {};
  if (toAddresses.length + ccAddresses.length === 0) return [];
  // The same event told to further people, as when a request climbs, is copied once more.
  const mark = createHash('sha256').update(others.toSorted().join()).digest('hex').slice(0, 16);
  return [
    {
      ...rowOf(event, joined(toAddresses)),
      key: `${event.event}/copy/${mark}`,
      cc: ccAddresses.length === 0 ? null : joined(ccAddresses),
      language: defaultSettings.language,
      data: event.data,
    },
  ];
}

const joined = (addresses: readonly string[]): string => addresses.join('; ');

/** As the queue keeps several addresses. */
export const addressesIn = (text: string | null): string[] =>
  (text ?? '')
    .split(';')
    .map((address) => address.trim())
    .filter((address) => address !== '');
