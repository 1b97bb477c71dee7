/** Everybody of the demo organisation: some with names of their own, the others made, always the same. */
import { fold } from '../fold.ts';
import { departments, type Department, type NamedPerson } from './departments.ts';
import { type NamePool, namePools } from './names.ts';
import { type DemoPerson, type DemoStoreKey, demoStores } from './organisation.ts';

/** Every so many people report to a lead of their own. */
const teamSize = 8;

/** Managers stand before those who report to them. */
export function demoPeople(): readonly DemoPerson[] {
  const people: DemoPerson[] = [];
  const names = new Names();
  for (const store of ['company', 'subsidiary'] as const) {
    let boss: string | null = null;
    if (store === 'company') {
      const chief = { account: 'ingrid.achterberg', firstName: 'Ingrid', lastName: 'Achterberg' };
      people.push(
        person(
          people.length,
          store,
          'Management',
          'Hamburg, Speicherstadt 4',
          null,
          chief,
          'Chief executive',
        ),
      );
      boss = chief.account;
    }
    for (const department of departments[store]) {
      const members = membersOf(department, names);
      const head = members[0]?.account ?? null;
      let lead = head;
      for (const [index, member] of members.entries()) {
        const leads = index > 0 && index % teamSize === 1;
        const title =
          index === 0
            ? department.head
            : leads
              ? department.lead
              : (department.titles[index % department.titles.length] ?? '');
        const office = department.offices[index % department.offices.length] ?? '';
        const manager = index === 0 ? boss : leads ? head : lead;
        people.push(person(people.length, store, department.name, office, manager, member, title));
        if (leads) lead = member.account;
      }
      if (store === 'subsidiary') boss ??= head;
    }
  }
  return people;
}

function membersOf({ size, named = [] }: Department, names: Names): NamedPerson[] {
  const made = Array.from({ length: size - named.length }, () => names.next());
  return [...made.slice(0, 2), ...named, ...made.slice(2)];
}

function person(
  number: number,
  store: DemoStoreKey,
  department: string,
  office: string,
  manager: string | null,
  { account, firstName, lastName, displayName, title, enabled = true }: NamedPerson,
  usualTitle: string,
): DemoPerson {
  return {
    store,
    account,
    firstName,
    lastName,
    displayName: displayName ?? `${firstName} ${lastName}`,
    title: title ?? usualTitle,
    department,
    office,
    // Numbers that regulators keep for films: nobody is called.
    phone:
      store === 'company'
        ? `+49 30 23125 ${String(number % 1000).padStart(3, '0')}`
        : `+44 20 7946 0${String(number % 1000).padStart(3, '0')}`,
    employeeId: `${store === 'company' ? 'T' : 'K'}${String(10_000 + number * 7)}`,
    manager,
    enabled,
  };
}

/** Names in turn from every language; nobody is called like somebody else. */
class Names {
  private readonly used = new Set<string>();
  private turn = 0;

  next(): NamedPerson {
    for (;;) {
      const pool = namePools[this.turn % namePools.length];
      const round = Math.floor(this.turn / namePools.length);
      this.turn += 1;
      if (pool === undefined) continue;
      const firstName = pool.given[round % pool.given.length] ?? '';
      const lastName = pool.family[(round * 3 + this.turn) % pool.family.length] ?? '';
      const displayName = pool.familyFirst ? `${lastName} ${firstName}` : `${firstName} ${lastName}`;
      const account = accountOf(pool, firstName, lastName);
      if (this.used.has(account) || this.used.has(displayName)) continue;
      this.used.add(account).add(displayName);
      return { account, firstName, lastName, displayName };
    }
  }
}

function accountOf({ letters = {}, familyFirst }: NamePool, given: string, family: string): string {
  const plain = (text: string) =>
    fold(Array.from(text.toLowerCase(), (letter) => letters[letter] ?? letter).join(''))
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-');
  const called = familyFirst ? (given.split(' ').at(-1) ?? given) : given;
  return `${plain(called)}.${plain(family)}`;
}

export const mailOf = ({ store, account }: Pick<DemoPerson, 'store' | 'account'>): string =>
  `${account}@${demoStores[store].domain}`;
