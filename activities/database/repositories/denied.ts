/** Every refusal for lack of a permission is kept, for "why can't I?" (access-and-approvals B4). */
import type { Db } from '../client.ts';
import { deniedAttempts } from '../schema/history.ts';

export async function recordDenied(
  db: Db,
  attempt: Pick<typeof deniedAttempts.$inferInsert, 'storeId' | 'userId' | 'permission' | 'route'>,
): Promise<void> {
  await db.insert(deniedAttempts).values(attempt);
}
