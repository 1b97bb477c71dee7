/** Fills the index of a store with groups, as a replication would leave them. */
import pg from 'pg';
import { copyObjects } from './copy-objects.ts';

const words = [
  'Sales',
  'Einkauf',
  'Öffentlichkeitsarbeit',
  'Projekt',
  'Field Service',
  'Łódź',
  'Research',
  'Café',
];
const places = [
  'Berlin',
  'München',
  'Zürich',
  'Kraków',
  'São Paulo',
  'Oslo',
  'Wien',
  'Lyon',
  'Tartu',
  'Cork',
];

/** Every row differs; one in 1,000 is of the Boathouse, one in ten private. */
const groupOf = (index: number) => {
  const name = `${words[index % words.length] ?? ''} ${places[Math.floor(index / 7) % places.length] ?? ''} ${index}`;
  return {
    kind: 'group' as const,
    id: `bench-${index}`,
    name,
    displayName: name,
    path: `Groups/${places[index % places.length] ?? ''}/${name}`,
    enabled: true,
    attributes: {
      name: [name],
      displayName: [name],
      accountName: [`bench.${index}`],
      description: [
        index % 1000 === 0 ? `Boathouse number ${index}` : `Shared folder and mailbox of team ${index % 997}`,
      ],
      groupCategory: [index % 3 === 0 ? 'distribution' : 'security'],
      groupScope: ['global'],
      ...(index % 2 === 0 ? { mail: [`team-${index}@example.org`] } : {}),
    },
  };
};

export async function seedGroups(databaseUrl: string, storeId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await copyObjects(
      client,
      storeId,
      (function* () {
        for (let index = 0; index < count; index += 1) yield groupOf(index);
      })(),
    );
    await client.query(
      `insert into group_settings (store_id, group_id, security_type)
       select $1, 'bench-' || i, case when i % 10 = 0 then 'private' else 'public' end
       from generate_series(0, $2 - 1) i where i % 5 = 0`,
      [storeId, count],
    );
    await client.query('analyze directory_objects');
    await client.query('analyze group_settings');
  } finally {
    await client.end();
  }
}
