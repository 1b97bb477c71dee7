/** How the engine is (stores-and-links R10), and the indices of stores that are gone (R9). */
import { identityStores } from '../../database/schema/stores.ts';
import { allOf, type ElasticsearchIndex, ownerOf } from './indices.ts';
import { unavailable } from './errors.ts';

export type Colour = 'green' | 'yellow' | 'red';

export interface EngineHealth {
  readonly cluster: Colour;
  readonly nodes: {
    readonly name: string;
    readonly master: boolean;
    /** Of its disk, in percent; null when it does not say. */
    readonly diskUsed: number | null;
    readonly disk: Colour;
  }[];
  readonly indices: {
    readonly name: string;
    readonly storeId: string;
    readonly kind: string;
    readonly colour: Colour;
    readonly documents: number;
    readonly bytes: number;
  }[];
}

/** @throws SearchUnavailable */
export async function readHealth({ client, prefix }: ElasticsearchIndex): Promise<EngineHealth> {
  try {
    const [cluster, nodes, indices] = await Promise.all([
      client.cluster.health(),
      client.cat.nodes({ format: 'json', h: 'name,master,disk.used_percent' }),
      client.cat.indices({
        index: allOf(prefix),
        format: 'json',
        bytes: 'b',
        h: 'index,health,docs.count,store.size',
        s: 'index',
      }),
    ]);
    return {
      cluster: colourOf(cluster.status),
      nodes: nodes.map((node) => {
        const used = node['disk.used_percent'];
        const diskUsed = used === undefined ? null : Number(used);
        return { name: node.name ?? '', master: node.master === '*', diskUsed, disk: diskColour(diskUsed) };
      }),
      indices: indices.flatMap((one) => {
        const owner = ownerOf(prefix, one.index ?? '');
        if (owner === null) return [];
        return [
          {
            name: one.index ?? '',
            ...owner,
            colour: colourOf(one.health ?? 'red'),
            documents: Number(one['docs.count'] ?? 0),
            bytes: Number(one['store.size'] ?? 0),
          },
        ];
      }),
    };
  } catch (error) {
    throw unavailable(error);
  }
}

const colourOf = (status: string): Colour => {
  const word = status.toLowerCase();
  return word === 'green' || word === 'yellow' ? word : 'red';
};

const diskColour = (used: number | null): Colour =>
  used === null || used >= 90 ? 'red' : used >= 80 ? 'yellow' : 'green';

/** Indices whose store was deleted. @throws SearchUnavailable */
export async function listUnusedIndices(at: ElasticsearchIndex): Promise<EngineHealth['indices']> {
  const [{ indices }, stores] = await Promise.all([
    readHealth(at),
    at.db.select({ id: identityStores.id }).from(identityStores),
  ]);
  const known = new Set(stores.map(({ id }) => id));
  return indices.filter(({ storeId }) => !known.has(storeId));
}

/** Deletes those of these indices that are unused. @returns their names */
export async function clearUnusedIndices(
  at: ElasticsearchIndex,
  names: readonly string[],
): Promise<string[]> {
  const unused = await listUnusedIndices(at);
  const wanted = unused.map(({ name }) => name).filter((name) => names.includes(name));
  try {
    if (wanted.length > 0) await at.client.indices.delete({ index: wanted, ignore_unavailable: true });
  } catch (error) {
    throw unavailable(error);
  }
  return wanted;
}
