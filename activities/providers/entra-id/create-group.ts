/**
 * Making a group once. It is made by its `uniqueName`, an alternate key that Muster chooses: the
 * same request again finds the group instead of making another.
 *
 * Entra lets groups share a name; Muster does not, and looks before it makes one (groups 1.10). Two
 * groups of one name made in the same instant by two writers are therefore possible.
 */
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { type CreateIntent, ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import type { Wanted } from './create.ts';
import { changeLinks } from './links.ts';
import { selectOf, type TenantView, textOf, toObject } from './objects.ts';
import { filterText } from './odata.ts';
import { notSpreadYet, type Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import { defaultAttributes, groupRules, invalid, plainValues } from './schema.ts';
import { groupCategory } from './vocabulary.ts';

const selectFor = (connection: GraphConnection): string =>
  `$select=${selectOf(connection, 'group', [...defaultAttributes.group, 'createdDateTime'])}`;

export async function createGroup(
  connection: GraphConnection,
  recent: Recent,
  wanted: Wanted,
  intent: CreateIntent,
): Promise<DirectoryObject> {
  const mark = String(intent['mark']);
  const made = (await findOwn(connection, wanted, mark)) ?? (await make(connection, recent, wanted, mark));
  const group = { ...made, id: textOf(made, 'id') ?? '' };
  for (const list of ['owners', 'members'] as const) {
    await changeLinks(connection, recent, group, { list, add: wanted[list], remove: [] });
  }
  const owners = wanted.owners.map((id) => ({ id: id.toLowerCase() }));
  return toObject('group', { ...group, owners }, connection);
}

/**
 * The group this very intent made; null when there is none.
 * @throws `object.exists` where another one has the name
 */
async function findOwn(connection: GraphConnection, wanted: Wanted, mark: string): Promise<Json | null> {
  const nickname = nicknameOf(wanted, mark);
  const filter = filterText({
    op: 'or',
    parts: [
      ['displayName', wanted.name],
      ['mailNickname', nickname],
    ].map(([property = '', value = '']) => ({
      op: 'compare',
      test: 'eq',
      property,
      value: { type: 'text', value },
      indexed: false,
    })),
  });
  const [own = null, others = null] = await connection.batch([
    { method: 'GET', path: `/groups(uniqueName='${mark}')?${selectFor(connection)}` },
    {
      method: 'GET',
      path: `/groups?$select=id,displayName,mailNickname&$filter=${encodeURIComponent(filter)}`,
    },
  ]);
  if (own instanceof GraphRefusal && own.status !== 404) throw own;
  if (own !== null && !(own instanceof GraphRefusal)) return own;
  if (others instanceof GraphRefusal) throw others;
  const found = Array.isArray(others?.['value']) ? (others['value'] as Json[]) : [];
  const same = (property: string, value: string): Json | undefined =>
    found.find((each) => textOf(each, property)?.toLowerCase() === value.toLowerCase());
  const named = same('displayName', wanted.name);
  if (named !== undefined) {
    throw taken(
      `${wanted.name} already exists in ${connection.settings.domain}. Choose another name.`,
      'displayName',
      named,
    );
  }
  const nicknamed = same('mailNickname', nickname);
  if (nicknamed !== undefined) {
    throw taken(
      `${nickname} is in use by ${textOf(nicknamed, 'displayName') ?? 'another group'}. Choose another account name.`,
      'mailNickname',
      nicknamed,
    );
  }
  return null;
}

const taken = (message: string, attribute: string, json: Json): ProviderError =>
  new ProviderError('object.exists', message, {
    attributes: [attribute],
    objectId: textOf(json, 'id') ?? '',
  });

async function make(
  connection: GraphConnection,
  recent: Recent,
  wanted: Wanted,
  mark: string,
): Promise<Json> {
  const path = `/groups(uniqueName='${mark}')`;
  const answer = await connection
    .send({
      method: 'PATCH',
      path,
      headers: { Prefer: 'create-if-missing' },
      body: bodyOf(connection, wanted, mark),
    })
    .catch((error: unknown) => {
      // What is made where it is missing cannot be absent: one copy knows it, another does not yet.
      throw error instanceof GraphRefusal && error.status === 404 ? notSpreadYet(mark) : error;
    });
  // Empty where it was there after all: one copy of the directory knew it already.
  const made =
    answer ?? (await connection.send({ method: 'GET', path: `${path}?${selectFor(connection)}` })) ?? {};
  recent.add(textOf(made, 'id') ?? '');
  return made;
}

function bodyOf({ extensions: { known } }: TenantView, { values }: Wanted, mark: string): Json {
  const { [groupCategory]: category = [groupRules.defaultCategory], ...plain } = values;
  const [kind] = category;
  if (kind !== 'security' && kind !== 'distribution') {
    throw invalid(groupCategory, 'is security or distribution (a Microsoft 365 group)');
  }
  return {
    ...plainValues('group', plain, known),
    mailNickname: plain['mailNickname']?.[0] ?? fallbackNickname(mark),
    groupTypes: kind === 'security' ? [] : ['Unified'],
    mailEnabled: kind !== 'security',
    securityEnabled: kind === 'security',
  };
}

/** Entra wants one always. */
const fallbackNickname = (mark: string): string => `group-${mark.slice(-12)}`;
const nicknameOf = ({ values }: Wanted, mark: string): string =>
  values['mailNickname']?.[0] ?? fallbackNickname(mark);
