/**
 * Where a read of a whole store collects before it is compared: temporary tables of one connection,
 * filled by COPY. They vanish with the connection, so a killed run leaves nothing.
 */
import type pg from 'pg';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { MembersPage } from '../providers/contract.ts';
import { copyInto, Turns } from './copy.ts';
import { memberLine } from './group-members.ts';
import { rowColumns, rowDefinitions, rowLine } from './rows.ts';

const objectsTable = `create temporary table staged_objects (
  position bigint generated always as identity,
  ${rowDefinitions}
)`;
const membersTable = `create temporary table staged_members (
  group_id text not null, member_id text not null, read_only boolean not null
)`;

export class Staging {
  private readonly client: pg.ClientBase;
  private readonly storeId: string;
  readonly turns = new Turns();

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
    return this.copy(
      `staged_objects (${rowColumns})`,
      objects.map((object) => rowLine(this.storeId, object)),
    );
  }

  addMembers(members: MembersPage['members']): Promise<void> {
    return this.copy('staged_members (group_id, member_id, read_only)', members.map(memberLine));
  }

  /** An object met twice (it moved while the pages were read) counts as it was seen last. */
  async settle(): Promise<void> {
    await this.client.query('create index on staged_objects (object_id, position)');
    await this.client.query(
      `delete from staged_objects a using staged_objects b
       where a.object_id = b.object_id and a.position < b.position`,
    );
    await this.client.query('create index on staged_objects using hash (path)');
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
    await this.client.query('delete from staged_members where group_id = $1', [objectId]);
    await this.client.query('delete from staged_objects where object_id = $1', [objectId]);
  }

  private async copy(target: string, lines: readonly string[]): Promise<void> {
    if (lines.length > 0) await this.turns.take(() => copyInto(this.client, target, lines));
  }
}
