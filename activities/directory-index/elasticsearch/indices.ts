/** One index per store and kind (stores-and-links R1): what they are called and how they are made. */
import { createHash } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import { concepts, type ObjectKind, objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { documentVersion } from './document.ts';

/** Where the index is and what it is made of. */
export interface ElasticsearchIndex {
  readonly db: Db;
  readonly client: Client;
  /** What the names of the indices begin with. */
  readonly prefix: string;
}

/** The name that is searched; it points to the generation that is complete. */
export const aliasOf = (prefix: string, storeId: string, kind: ObjectKind): string =>
  `${prefix}-${storeId}-${kind}`;

/** Every index of this installation. */
export const allOf = (prefix: string): string => `${prefix}-*`;

/** Points to the generation that is being made. */
export const nextOf = (alias: string): string => `${alias}-next`;

export const newGeneration = (alias: string): string => `${alias}-${Date.now().toString(36)}`;

/** What an index of ours belongs to; null for one that is not of our making. */
export function ownerOf(prefix: string, name: string): { storeId: string; kind: ObjectKind } | null {
  const [, storeId, kind] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([a-z]+)(?:-[0-9a-z]+)?$/u.exec(
      name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : '',
    ) ?? [];
  const known = objectKinds.find((one) => one === kind);
  return storeId === undefined || known === undefined ? null : { storeId, kind: known };
}

const keyword = { type: 'keyword' } as const;
/** Asked for, never sorted by. */
const asked = { type: 'keyword', doc_values: false, norms: false } as const;
/** Sorted by, never asked for. */
const sorted = { type: 'keyword', index: false } as const;

const made = {
  settings: {
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    refresh_interval: '1s',
    // Objects lie in the order most lists have, so that a page ends the search early.
    'sort.field': ['sortKey', 'objectId'],
    'sort.order': ['asc', 'asc'],
    // A late write of what was deleted meanwhile is still known to be old.
    gc_deletes: '10m',
  } as estypes.IndicesIndexSettings,
  mappings: {
    dynamic: 'strict',
    _source: { enabled: false },
    properties: {
      storeId: keyword,
      objectId: keyword,
      kind: keyword,
      enabled: keyword,
      sortKey: sorted,
      place: asked,
      securityType: keyword,
      values: asked,
      pieces: asked,
      ends: asked,
      has: asked,
      words: asked,
      owners: asked,
      groups: asked,
      hasMembers: { type: 'boolean' },
      first: {
        properties: Object.fromEntries(['name', 'path', ...concepts].map((field) => [field, sorted])),
      },
    },
  } as estypes.MappingTypeMapping,
};

/** Another one than an index bears: that index was made by another version, or not by Muster. */
export const stamp: string = createHash('sha256')
  .update(JSON.stringify([made, documentVersion]))
  .digest('hex')
  .slice(0, 16);

export const definition = { ...made, mappings: { ...made.mappings, _meta: { made: stamp } } };
