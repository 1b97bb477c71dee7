/** Compares the ids of one kind with the directory's, and removes what a completed read did not find. */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { countKind, succeed } from './marks.ts';
import { confirmedOf, findGone, prepareIds, see, settle } from './removals.ts';
import { inIndex, pageSize, progress, type Session } from './session.ts';

export async function compareKind(session: Session, kind: ObjectKind): Promise<void> {
  const { client, storeId, provider } = session;
  const place = { run: 'deleted', kind } as const;
  const confirmedId = await confirmedOf(session, kind);
  await prepareIds(session);
  const startedAt = session.now();
  let objects = 0;
  for await (const page of provider.search({ kinds: [kind], attributes: [], pageSize })) {
    objects += page.objects.length;
    await see(
      session,
      page.objects.map(({ id }) => id),
    );
    progress();
  }
  await findGone(session, kind, { startedAt, objects }, confirmedId !== null);
  await inIndex(client, storeId, async () => {
    await settle(session, place, { complete: true, empty: objects === 0, confirmedId });
    await countKind(session, place, { read: objects });
    await succeed(session, place, { at: startedAt });
  });
}
