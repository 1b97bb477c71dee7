/**
 * A group of 100,000 members: read whole, asked, changed by a few and by many, counted at the server's door
 * (performance-reliability F14, T10). In OpenLDAP, which gives a list in one answer. Ranges of Active Directory are shown with 5,000
 * members in `test/contract/active-directory-faults.test.ts`: filling Samba takes the longer the more it holds.
 *
 *   npm run measure large-group
 *   MEMBERS=20000 npm run measure large-group
 */
import { ldap } from '../../activities/providers/ldap/manifest.ts';
import type { ObjectRef } from '../../workflows/contracts/directory.ts';
import { startLdapFront } from '../support/ldap-front.ts';
import { slapdMissing, startSlapd } from '../support/slapd.ts';

const members = Number(process.env.MEMBERS ?? 100_000);
/** Most that Active Directory takes in one modify. */
const mostValues = 5_000;
const perLdif = 5_000;
const changed = 6_000;

if (slapdMissing !== undefined) {
  console.log(`skipped: ${slapdMissing}`);
  process.exit(0);
}

let wrong = 0;
const say = (what: string, text: string): void => {
  console.log(`  ${what.padEnd(34)} ${text}`);
};
/** Says what is so; what is not counts against the run. */
function hold(what: string, isSo: boolean, text: string): void {
  if (!isSo) wrong += 1;
  say(what, `${text}${isSo ? '' : '  WRONG'}`);
}
const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
async function timed<T>(work: () => Promise<T>): Promise<[T, string]> {
  const start = performance.now();
  const result = await work();
  return [result, `${((performance.now() - start) / 1000).toFixed(2)} s`];
}

await using slapd = await startSlapd({ refint: false, ppolicy: false, memberOf: false });
await using front = await startLdapFront({
  upstream: slapd,
  certificate: await slapd.authority.issue([slapd.host]),
});
const people = await slapd.seedContainer('People');
const dn = (at: number) => `uid=user${at},${people}`;
const inParts = async (count: number, record: (at: number) => string): Promise<void> => {
  for (let start = 0; start < count; start += perLdif) {
    const some = Array.from({ length: Math.min(perLdif, count - start) }, (_, at) => record(start + at));
    await slapd.ldapmodify(some.join('\n'));
  }
};
// As many again as are changed stand outside of the group.
const [, seeding] = await timed(async () => {
  await inParts(members + changed, (at) =>
    [`dn: ${dn(at)}`, 'objectClass: inetOrgPerson', `uid: user${at}`, `cn: User ${at}`, `sn: ${at}`, ''].join(
      '\n',
    ),
  );
  const list = Array.from({ length: members }, (_, at) => `member: ${dn(at)}`);
  await slapd.ldapmodify(
    [`dn: cn=crowd,${people}`, 'objectClass: groupOfNames', 'cn: crowd', ...list, ''].join('\n'),
  );
});
console.log(`OpenLDAP: ${members.toLocaleString('en')} members, seeded in ${seeding}`);

const connect = ({ address, port }: { readonly address: string; readonly port: number }) =>
  ldap.connect(
    {
      servers: [{ host: slapd.host, address, port }],
      serviceAccount: slapd.serviceAccount,
      caCertificate: slapd.caPem,
      baseDns: [slapd.baseDn],
      operationTimeoutMs: 120_000,
    },
    {
      storeId: 'bench',
      secrets: { password: slapd.servicePassword },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
    },
  );
/** What counts makes each question twelve times slower: it stands where values are counted, not where time is. */
await using direct = connect(slapd);
await using provider = connect(front);
const find = async (kind: 'group' | 'user', attribute: string, value: string): Promise<ObjectRef> => {
  const filter = { op: 'compare', attribute, test: 'equals', value } as const;
  for await (const { objects } of provider.search({ kinds: [kind], filter, pageSize: 10 })) {
    const [only] = objects;
    if (only !== undefined) return only;
  }
  throw new Error(`${value} was not found.`);
};
const group = await find('group', 'cn', 'crowd');
const outside = await find('user', 'uid', `user${members}`);

const before = process.memoryUsage().rss;
let most = before;
const read = async (): Promise<string[]> => {
  const ids: string[] = [];
  for await (const page of direct.members(group, 1_000)) {
    for (const { id } of page) ids.push(id);
    most = Math.max(most, process.memoryUsage().rss);
  }
  return ids;
};
const [ids, reading] = await timed(read);
hold(
  'read whole',
  ids.length === members && new Set(ids).size === members,
  `${ids.length} members, each once, ${reading}`,
);
say('memory', `${mb(before)} before, ${mb(most)} at most, all ids in the same process`);

front.reset();
const [among, asking] = await timed(() => provider.membersAmong(group, [ids[7] ?? '', outside.id]));
hold('is one in it', among.size === 1 && front.values < 50, `${front.values} values read, ${asking}`);

const update = async (add: readonly string[], remove: readonly string[]): Promise<string> => {
  front.reset();
  const [, took] = await timed(() =>
    provider.update(group, [{ attribute: 'member', op: 'values', add: [...add], remove: [...remove] }]),
  );
  return took;
};
const total = (): number => front.modifiedValues.reduce((sum, count) => sum + count, 0);

const one = await update([outside.id, ids[7] ?? ''], []);
hold(
  'add one, and one that is there',
  total() === 1,
  `${total()} value written, ${front.values} read, ${one}`,
);

const away = ids.slice(0, changed);
const many = await update([], away);
hold(
  `take ${changed.toLocaleString('en')} out`,
  total() === changed && Math.max(...front.modifiedValues) <= mostValues,
  `${total()} values in ${front.modifiedValues.length} modifies of at most ${Math.max(...front.modifiedValues)}, ${many}`,
);
const back = await update(away, []);
hold(
  `and put them back`,
  total() === changed && Math.max(...front.modifiedValues) <= mostValues,
  `${total()} values in ${front.modifiedValues.length} modifies of at most ${Math.max(...front.modifiedValues)}, ${back}`,
);
const [after, again] = await timed(read);
hold(
  'then',
  after.length === members + 1 && new Set(after).size === after.length,
  `${after.length} members, each once, ${again}`,
);
process.exitCode = wrong > 0 ? 1 : 0;
