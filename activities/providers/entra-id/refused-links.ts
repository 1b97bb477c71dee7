/** What Entra ID refused of a change of members or owners, object by object: the others were taken. */
import { ProviderError } from '../contract.ts';
import type { GraphConnection } from './connection.ts';
import { translate } from './errors.ts';
import { nameOf } from './objects.ts';
import { getByIds } from './read.ts';
import type { GraphRefusal } from './refusal.ts';

export interface RefusedLink {
  readonly id: string;
  readonly refusal: GraphRefusal;
}

/** More are counted, not named. */
const namedAtMost = 10;

/** @param total how many were asked for; with a single one Entra ID's own reason says it all */
export async function refusedLinks(
  connection: GraphConnection,
  list: 'members' | 'owners',
  total: number,
  refused: readonly RefusedLink[],
): Promise<ProviderError> {
  const [first] = refused.map(({ refusal }) => translate(refusal));
  if (first === undefined) throw new Error('Nothing was refused.');
  if (total === 1) return first;
  const named = refused.slice(0, namedAtMost);
  const found = await getByIds(
    connection,
    named.map(({ id }) => id),
  );
  const names = new Map(found.map((json) => [String(json['id']), nameOf(json)]));
  const reasons = named.map(({ id, refusal }) => `${names.get(id) ?? id}: ${translate(refusal).message}`);
  const rest = refused.length - named.length;
  return new ProviderError(
    first.code,
    [
      `${refused.length} of ${total} were refused, the others were taken.`,
      ...reasons,
      ...(rest > 0 ? [`And ${rest} more.`] : []),
    ].join(' '),
    { attributes: [list], detail: refused.map(({ id, refusal }) => `${id} ${refusal.message}`).join('; ') },
  );
}
