/**
 * {@link Changes} by delta queries.
 *
 * Read whole, the state is taken by an ordinary search, after the place to go on from was asked for
 * (`$deltatoken=latest`): what changes while it is read comes again with the next difference. In a
 * difference each object is read anew, because Graph names only what changed of it. A change of
 * owners alone is not told by Graph; it is seen at the next whole reading.
 */
import { type ChangePage, type ChangesQuery, ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { selectOf, textOf, toObject } from './objects.ts';
import { type Raw, readRaw } from './read.ts';
import { GraphRefusal } from './refusal.ts';
import { defaultAttributes, type EntraKind, entraKinds } from './schema.ts';
import { pageSizeOf, searchObjects } from './search.ts';

/** Where the next difference of each kind begins. */
interface Position {
  readonly kind: EntraKind;
  /** What is tracked; another selection needs a new beginning. */
  readonly select: string;
  readonly link: string;
}

/** A new object may be told of before every copy shows it. */
const youngMs = 10 * 60_000;
const retryMs = 5_000;

export async function* readChanges(
  connection: GraphConnection,
  query: ChangesQuery,
): AsyncGenerator<ChangePage> {
  const kinds = entraKinds.filter((kind) => query.kinds.includes(kind));
  const positions = positionsIn(connection, query, kinds);
  if (positions === null) {
    yield* readWhole(connection, query, kinds);
    return;
  }
  const next: Position[] = [];
  try {
    for (const position of positions) next.push(yield* readDifference(connection, query, position));
  } catch (error) {
    if (!isForgotten(error)) throw error;
    connection.log.info({ reason: error.code }, 'the place in the changes is forgotten, everything is read');
    yield* readWhole(connection, query, kinds);
    return;
  }
  yield { objects: [], removed: [], full: false, cursor: JSON.stringify(next) };
}

async function* readWhole(
  connection: GraphConnection,
  query: ChangesQuery,
  kinds: readonly EntraKind[],
): AsyncGenerator<ChangePage> {
  const next: Position[] = [];
  for (const kind of kinds)
    next.push(await now(connection, kind, trackedOf(connection, kind, query.attributes)));
  const { attributes, pageSize } = query;
  const search = { kinds, pageSize, ...(attributes === undefined ? {} : { attributes }) };
  for await (const { objects } of searchObjects(connection, search)) {
    yield { objects, removed: [], full: true, cursor: null };
  }
  yield { objects: [], removed: [], full: true, cursor: JSON.stringify(next) };
}

/** The present end of the changes, without reading what came before. */
async function now(connection: GraphConnection, kind: EntraKind, select: string): Promise<Position> {
  let path = `/${kind}s/delta?$deltatoken=latest&$select=${select}`;
  for (;;) {
    const { nextLink, deltaLink } = await connection.page(path);
    if (deltaLink !== null) return { kind, select, link: deltaLink };
    if (nextLink === null) throw withoutEnd(kind);
    path = nextLink;
  }
}

async function* readDifference(
  connection: GraphConnection,
  query: ChangesQuery,
  position: Position,
): AsyncGenerator<ChangePage, Position> {
  const { kind } = position;
  for (let link = position.link; ;) {
    const { value, nextLink, deltaLink } = await connection.page(link);
    const gone = value
      .filter((item) => item['@removed'] !== undefined)
      .flatMap((item) => textOf(item, 'id') ?? []);
    const changed = value.filter((item) => item['@removed'] === undefined);
    const size = pageSizeOf(query.pageSize);
    for (let start = 0; start < changed.length; start += size) {
      const objects = await readAnew(connection, query, kind, changed.slice(start, start + size));
      if (objects.length > 0) yield { objects, removed: [], full: false, cursor: null };
    }
    if (gone.length > 0) yield { objects: [], removed: gone, full: false, cursor: null };
    if (nextLink === null) {
      // An empty link says that nothing has changed: the old one still serves.
      return { ...position, link: deltaLink ?? position.link };
    }
    link = nextLink;
  }
}

async function readAnew(
  connection: GraphConnection,
  { attributes }: ChangesQuery,
  kind: EntraKind,
  items: readonly Json[],
): Promise<ChangePage['objects']> {
  // A large group comes in portions of its members.
  const byId = Map.groupBy(items, (item) => textOf(item, 'id') ?? '');
  const refs = [...byId.keys()].filter((id) => id !== '').map((id) => ({ kind, id }));
  const found = new Map(
    (await readRaw(connection, refs, attributes)).map((raw) => [textOf(raw.json, 'id') ?? '', raw]),
  );
  for (const [id, portions] of byId) if (!found.has(id)) refuseYoung(id, portions);
  return [...found].map(([id, raw]) => {
    const json = newest(raw, byId.get(id) ?? []);
    return toObject(kind, json, connection, attributes);
  });
}

/** What the difference says is at least as new as what a copy answered a moment later. */
function newest({ json }: Raw, portions: readonly Json[]): Json {
  const told = Object.assign({}, ...portions) as Json;
  const plain = Object.entries(told).filter(([name]) => !name.includes('@') && Object.hasOwn(json, name));
  return { ...json, ...Object.fromEntries(plain) };
}

/** What is gone meanwhile is told as gone later; what is new only is not to be seen yet. */
function refuseYoung(id: string, portions: readonly Json[]): void {
  const made = portions
    .map((item) => Date.parse(textOf(item, 'createdDateTime') ?? ''))
    .find((time) => !Number.isNaN(time));
  if (made === undefined || Date.now() - made > youngMs) return;
  throw new ProviderError(
    'provider.unavailable',
    'Entra ID tells of a new object that it does not show everywhere yet. It is tried again.',
    {
      detail: id,
      retryAfterMs: retryMs,
    },
  );
}

/** The properties whose changes count, with the relationship that Graph tracks. */
const trackedOf = (
  connection: GraphConnection,
  kind: EntraKind,
  attributes: readonly string[] = defaultAttributes[kind],
): string =>
  `${selectOf(connection, kind, [...attributes, 'createdDateTime'])},${kind === 'user' ? 'manager' : 'members'}`;

/** Null where the cursor is none of ours, of another tenant's address or of another selection. */
function positionsIn(
  connection: GraphConnection,
  { cursor, attributes }: ChangesQuery,
  kinds: readonly EntraKind[],
): Position[] | null {
  if (cursor === null) return null;
  const known = parsed(cursor);
  const positions = kinds.flatMap((kind) => {
    const select = trackedOf(connection, kind, attributes);
    const found = known.find((each) => each['kind'] === kind && each['select'] === select);
    const link = found === undefined ? null : textOf(found, 'link');
    const own = link !== null && URL.canParse(link) && new URL(link).origin === connection.cloud.graph;
    return own ? [{ kind, select, link }] : [];
  });
  return positions.length === kinds.length ? positions : null;
}

function parsed(cursor: string): readonly Json[] {
  try {
    const value: unknown = JSON.parse(cursor);
    return Array.isArray(value)
      ? (value as readonly (Json | null)[]).filter((each) => typeof each === 'object' && each !== null)
      : [];
  } catch {
    // A cursor that cannot be read is one the directory no longer takes.
    return [];
  }
}

const forgotten = new Set([
  'syncStateNotFound',
  'syncStateInvalid',
  'resyncRequired',
  'Directory_ExpiredPageToken',
]);
const isForgotten = (error: unknown): error is GraphRefusal =>
  error instanceof GraphRefusal && (error.status === 410 || forgotten.has(error.code));

const withoutEnd = (kind: EntraKind): ProviderError =>
  new ProviderError(
    'provider.unavailable',
    'Entra ID ended a list of changes without a link to go on from. It is tried again.',
    {
      detail: `${kind}s/delta`,
    },
  );
