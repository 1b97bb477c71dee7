/**
 * Where a read of a whole store collects before it is compared: temporary tables of one connection,
 * filled by COPY. They vanish with the connection, so a killed run leaves nothing.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { indexRow } from '../database/repositories/directory-index.ts';
import { copyLine } from './copy-line.ts';

export interface StagedMember {
  readonly groupId: string;
  readonly memberId: string;
  readonly readOnly: boolean;
}

const objectsTable = `create temporary table staged_objects (
  position bigint generated always as identity,
  object_id text not null, kind text not null, name text not null, display_name text not null,
  path text not null, enabled boolean not null, protection text, attributes jsonb not null, folded jsonb not null,
  words tsvector not null, search_text text not null, sort_key text not null
)`;
const membersTable = `create temporary table staged_members (
  group_id text not null, member_id text not null, read_only boolean not null
)`;

export class Staging {
  private readonly client: pg.ClientBase;
  private readonly storeId: string;
  /** One connection copies one thing at a time. */
  private last: Promise<void> = Promise.resolve();

  private constructor(client: pg.ClientBase, storeId: string) {
    this.client = client;
    this.storeId = storeId;
  }

  static async create(client: pg.ClientBase, storeId: string): Promise<Staging> {
    await client.query(objectsTable);
    await client.query(membersTable);
    return new Staging(client, storeId);
  }

  addObjects(objects: readonly DirectoryObject[]): Promise<void> {
    const lines = objects.map((object) => {
      const row = indexRow(this.storeId, object);
      return copyLine([
        row.objectId,
        row.kind,
        row.name,
        row.displayName,
        row.path,
        String(row.enabled),
        row.protection,
        JSON.stringify(row.attributes),
        JSON.stringify(row.folded),
        row.words,
        row.searchText,
        row.sortKey,
      ]);
    });
    return this.copy(
      'copy staged_objects (object_id, kind, name, display_name, path, enabled, protection, attributes, folded, words, search_text, sort_key) from stdin',
      lines,
    );
  }

  addMembers(members: readonly StagedMember[]): Promise<void> {
    return this.copy(
      'copy staged_members (group_id, member_id, read_only) from stdin',
      members.map(({ groupId, memberId, readOnly }) => copyLine([groupId, memberId, String(readOnly)])),
    );
  }

  /** An object met twice (it moved while the pages were read) counts as it was seen last. */
  async settle(): Promise<void> {
    await this.client.query('create index on staged_objects (object_id, position)');
    await this.client.query(
      `delete from staged_objects a using staged_objects b
       where a.object_id = b.object_id and a.position < b.position`,
    );
    await this.client.query('analyze staged_objects');
  }

  /** The ids of the groups read, in pages by id. */
  async *groupIds(pageSize: number): AsyncGenerator<readonly string[]> {
    for (let after = ''; ;) {
      const { rows } = await this.client.query<{ id: string }>(
        `select object_id as id from staged_objects where kind = 'group' and object_id > $1
         order by object_id limit $2`,
        [after, pageSize],
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      yield rows.map(({ id }) => id);
      after = last.id;
    }
  }

  /** A group that was removed while its members were to be read. */
  async forget(objectId: string): Promise<void> {
    await this.enqueue(async () => {
      await this.client.query('delete from staged_members where group_id = $1', [objectId]);
      await this.client.query('delete from staged_objects where object_id = $1', [objectId]);
    });
  }

  private copy(statement: string, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return this.enqueue(() => pipeline(Readable.from(lines), this.client.query(copyFrom(statement))));
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    const next = this.last.then(work);
    // The caller hears of the failure; those behind it meet the broken connection themselves.
    this.last = next.catch(() => undefined);
    return next;
  }
}
