/** A local directory in a database of its own, and thousands of objects in it where a test needs them. */
import { randomUUID } from 'node:crypto';
import type { ProviderContext } from '../../activities/providers/contract.ts';
import { local } from '../../activities/providers/local/manifest.ts';
import type { LocalProvider } from '../../activities/providers/local/provider.ts';
import type { LocalSettings } from '../../activities/providers/local/settings.ts';
import pg from 'pg';

export const contextFor = (databaseUrl: string): ProviderContext => ({
  storeId: randomUUID(),
  secrets: {},
  log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
  embeddedDatabaseUrl: databaseUrl,
});

export const localSettings = (instanceId: string = randomUUID()): LocalSettings => ({
  domain: 'example.org',
  database: 'embedded',
  instanceId,
});

export const connectLocal = (databaseUrl: string, instanceId?: string): LocalProvider =>
  local.connect(localSettings(instanceId), contextFor(databaseUrl));

/**
 * Fills a directory past its provider, which would take a transaction per object: users
 * `user 1` ... and groups `group 1` ... of twenty members each.
 */
export async function fillLocal(
  databaseUrl: string,
  instanceId: string,
  counts: { readonly users: number; readonly groups: number },
): Promise<void> {
  const schema = `local_${instanceId.replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`set search_path to ${client.escapeIdentifier(schema)}`);
    const insert = `
      insert into objects (id, kind, container, folded_container, attributes, folded, enabled, created_sequence, changed_sequence)
      select gen_random_uuid(), $1, $2, lower($2), a.v, a.f, true, nextval('changes'), nextval('changes')
      from generate_series(1, $3::int) n, lateral (select
        jsonb_build_object('name', $1 || ' ' || n, 'displayName', upper($1) || ' ' || n, 'accountName', $1 || n) as v,
        jsonb_build_object('name', $1 || ' ' || n, 'displayName', $1 || ' ' || n, 'accountName', $1 || n) as f) a`;
    await client.query(insert, ['user', 'People', counts.users]);
    await client.query(insert, ['group', 'Groups', counts.groups]);
    await client.query(
      `insert into memberships select g.id, u.id
       from (select id, row_number() over (order by id) r from objects where kind = 'group') g
       join (select id, row_number() over (order by id) r from objects where kind = 'user') u
         on u.r between (g.r * 16) % $1 + 1 and (g.r * 16) % $1 + 20`,
      [Math.max(1, counts.users - 20)],
    );
  } finally {
    await client.end();
  }
}
