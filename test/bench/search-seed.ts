/** A company of any size for the search bench: people with names as people have them, and groups in groups. */
import pg from 'pg';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { copyObjects } from './copy-objects.ts';

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

const firstNames =
  'Anna,Anneliese,Anton,Ayşe,Aleksandra,Bartosz,Béatrice,Björn,Carla,Chloé,Christian,Dagmar,Daniel,David,Dörte,Elena,Émile,Emma,Erik,Fatma,Felix,Florian,Franziska,Gabriel,Georg,Greta,Hannah,Heike,Henrik,Ines,Ingrid,Ivan,Jan,Jana,Jens,João,Johanna,Jonas,Jörg,José,Julia,Jürgen,Karin,Katarzyna,Kerstin,Klaus,Lars,Laura,Lena,Leon,Louise,Łukasz,Maja,Manuela,Marco,Maria,Marie,Markus,Martin,Matteo,Max,Mehmet,Mia,Michael,Milan,Mohammed,Nadia,Nicolas,Nina,Noah,Olga,Oliver,Øyvind,Pascal,Paul,Petra,Philipp,Pia,Rachel,Raúl,Renate,Robert,Sabine,Samuel,Sandra,Sarah,Simone,Sofia,Sören,Stefan,Susanne,Sven,Tanja,Thomas,Tim,Tobias,Ulrike,Ute,Vera,Viktor,Walter,Wiebke,Xenia,Yusuf,Zoë,Željko'.split(
    ',',
  );
const beginnings =
  'Ach,Alt,Bach,Bau,Berg,Blum,Brand,Dorf,Eich,Feld,Fisch,Forst,Gold,Grün,Hart,Heid,Hof,Hol,Kal,Kirch,Klein,König,Lang,Lind,Mar,Mei,Mül,Neu,Ober,Öst,Rein,Roth,Schä,Schmid,Schön,Stein,Tal,Wald,Wein,Zim'.split(
    ',',
  );
const middles = 'a,e,en,er,i,in,o,or,um,ing'.split(',');
const ends =
  'bach,berg,ler,mann,stedt,ski,sen,son,ner,hoff,feld,meier,mayr,huber,thal,rath,vić,ova,eira,dóttir'.split(
    ',',
  );
const titles =
  'Engineer,Senior engineer,Clerk,Accountant,Buyer,Nurse,Teacher,Driver,Head of team,Assistant,Analyst,Technician,Planner,Designer,Lawyer,Trainee'.split(
    ',',
  );
const departments =
  'Sales,Einkauf,Öffentlichkeitsarbeit,Research,Field service,Human resources,Finance,Legal,Logistics,Production,Quality,IT operations,Facility management,Marketing,Customer care,Development,Health and safety,Training,Export,Works council'.split(
    ',',
  );
const offices = 'Berlin,München,Zürich,Kraków,São Paulo,Oslo,Wien,Lyon,Tartu,Cork'.split(',');
const companies = 'Globex,Initech,Umbrella,Hooli,Vehement'.split(',');

/** Numbers that look like chance and are the same in every run. */
const scatter = (index: number, salt: number): number => {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 13), 0x297a2d39);
  return (value ^ (value >>> 16)) >>> 0;
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

const personOf = (index: number): DirectoryObject => {
  const firstName = pick(firstNames, scatter(index, 1));
  const lastName = `${pick(beginnings, scatter(index, 2))}${pick(middles, scatter(index, 3))}${pick(ends, scatter(index, 4))}`;
  const displayName = `${firstName} ${lastName}`;
  const account = `${plain(firstName)}.${plain(lastName)}.${index}`;
  const office = pick(offices, scatter(index, 5));
  return {
    kind: 'user',
    id: `person-${index}`,
    name: account,
    displayName,
    path: `People/${office}/${account}`,
    enabled: index % 50 !== 0,
    attributes: {
      name: [account],
      displayName: [displayName],
      firstName: [firstName],
      lastName: [lastName],
      loginName: [account],
      accountName: [account],
      mail: [`${account}@example.org`],
      title: [pick(titles, scatter(index, 6))],
      department: [`${pick(departments, scatter(index, 7))} ${scatter(index, 8) % 50}`],
      company: [pick(companies, scatter(index, 9))],
      office: [office],
      phone: [`+49 30 ${1_000_000 + index}`],
    },
  };
};

const groupOf = (index: number): DirectoryObject => {
  const displayName = `${pick(departments, scatter(index, 1))} ${pick(offices, scatter(index, 2))} ${index}`;
  return {
    kind: 'group',
    id: `group-${index}`,
    name: displayName,
    displayName,
    path: `Groups/${displayName}`,
    enabled: true,
    attributes: {
      name: [displayName],
      displayName: [displayName],
      accountName: [`team.${index}`],
      description: [`Shared folder and mailbox of team ${scatter(index, 3) % 997}`],
      groupCategory: [index % 3 === 0 ? 'distribution' : 'security'],
      groupScope: ['global'],
      ...(index % 2 === 0 ? { mail: [`team-${index}@example.org`] } : {}),
    },
  };
};

/** Groups in a circle: the first holds the second and so on, the last holds the first; each has its share of the members. */
export const circle = { groups: 50, members: 100_000 };

/** One group in ten objects. */
export async function seedCompany(databaseUrl: string, storeId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const groups = Math.floor(count / 10);
  const people = count - groups;
  try {
    // Indexes are made in one go afterwards, which is several times faster and gives the same ones.
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where tablename = 'directory_objects' and indexname not like '%pk%'`,
    );
    for (const { name } of indexes) await client.query(`drop index "${name}"`);
    await copyObjects(
      client,
      storeId,
      (function* () {
        for (let index = 0; index < people; index += 1) yield personOf(index);
        for (let index = 0; index < groups; index += 1) yield groupOf(index);
      })(),
    );
    await client.query(`set maintenance_work_mem = '512MB'`);
    for (const { definition } of indexes) await client.query(definition);
    await client.query(
      `insert into directory_members (store_id, group_id, member_id)
       select $1::uuid, 'group-' || i % $3::int, 'person-' || i from generate_series(0, least($2::int, $4::int) - 1) i
       union all select $1::uuid, 'group-' || i, 'group-' || (i + 1) % $3::int from generate_series(0, $3::int - 1) i
       union all select $1::uuid, 'group-' || ($3::int + i % greatest($5::int - $3::int, 1)), 'person-' || i % $4::int
         from generate_series(0, 2 * $4::int - 1) i on conflict do nothing`,
      [storeId, circle.members, circle.groups, people, groups],
    );
    await client.query('vacuum analyze directory_objects, directory_members');
  } finally {
    await client.end();
  }
}
