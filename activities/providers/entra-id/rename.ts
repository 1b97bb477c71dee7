/** {@link Rename}: the name of an object is its display name; groups do not share one (groups 1.10). */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { ProviderError, type UpdateResult } from '../contract.ts';
import type { GraphConnection } from './connection.ts';
import { nameOf, pathOf, textOf } from './objects.ts';
import { filterText } from './odata.ts';
import type { Recent } from './recent.ts';
import { isEntraKind } from './schema.ts';
import { locate, unsupportedKind, updateObject } from './update.ts';

export async function renameObject(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  name: string,
): Promise<UpdateResult> {
  const { kind } = ref;
  if (!isEntraKind(kind)) throw unsupportedKind(kind);
  const json = await locate(connection, recent, ref, ['displayName']);
  const old = nameOf(json);
  if (old === name) return { path: pathOf(json, connection.settings.domain) };
  if (kind === 'group') await refuseTakenName(connection, ref.id, name);
  return updateObject(connection, recent, ref, [{ attribute: 'displayName', op: 'set', old, new: name }]);
}

async function refuseTakenName(connection: GraphConnection, id: string, name: string): Promise<void> {
  const filter = filterText({
    op: 'compare',
    test: 'eq',
    property: 'displayName',
    value: { type: 'text', value: name },
    indexed: false,
  });
  const { value } = await connection.page(`/groups?$select=id&$filter=${encodeURIComponent(filter)}`);
  const other = value.find((each) => textOf(each, 'id') !== id.toLowerCase());
  if (other === undefined) return;
  throw new ProviderError(
    'object.exists',
    `${name} already exists in ${connection.settings.domain}. Choose another name.`,
    {
      attributes: ['displayName'],
      objectId: textOf(other, 'id') ?? '',
    },
  );
}
