/** {@link Create}: which object to make is decided here, how is in create-group.ts and create-user.ts. */
import { randomUUID } from 'node:crypto';
import type { CreateIntent, NewObject } from '../contract.ts';
import type { GraphConnection } from './connection.ts';
import { checkValue, type EntraKind, invalid, isEntraKind, requireWritable } from './schema.ts';
import { findByLogin } from './create-user.ts';
import { unsupportedKind } from './update.ts';

/** What a new object shall hold, checked. */
export interface Wanted {
  readonly kind: EntraKind;
  readonly name: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly manager: string | null;
  readonly enabled: boolean;
}

/**
 * The mark is a name of Muster's own that the new group carries: a retry finds its group by it. A
 * user carries none; whether the login name was taken before tells one's own from another's.
 */
export async function prepareCreate(connection: GraphConnection, object: NewObject): Promise<CreateIntent> {
  const { kind, values } = checkNew(connection, object);
  const [login] = values['userPrincipalName'] ?? [];
  const existing = kind === 'user' && login !== undefined ? await findByLogin(connection, login) : null;
  return {
    mark: `muster-${randomUUID()}`,
    takenBy: existing === null ? null : String(existing['id']),
    preparedAtMs: Date.now(),
  };
}

/** @throws `value.invalid` naming the attribute */
export function checkNew(
  { extensions }: Pick<GraphConnection, 'extensions'>,
  { kind, attributes, enabled }: NewObject,
): Wanted {
  if (!isEntraKind(kind)) throw unsupportedKind(kind);
  const values: Record<string, readonly string[]> = {};
  for (const [attribute, list] of Object.entries(attributes)) {
    const info = requireWritable(kind, attribute, true, extensions.known);
    if (!info.multiValued && list.length > 1) throw invalid(attribute, 'holds one value only');
    for (const value of list) checkValue(info, value);
    if (list.length > 0) values[attribute] = list;
  }
  const { members = [], owners = [], manager = [], ...plain } = values;
  const [name] = plain['displayName'] ?? [];
  if (name === undefined) throw invalid('displayName', 'must have a value');
  return {
    kind,
    name,
    values: plain,
    members,
    owners,
    manager: manager[0] ?? null,
    enabled: enabled === true,
  };
}
