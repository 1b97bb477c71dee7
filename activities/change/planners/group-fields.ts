/** The checks of a group's fields that need no write, each naming its field (groups 1, table). */
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { FieldProblem } from '../../../workflows/contracts/errors.ts';
import type { PlanWarning } from '../../../workflows/contracts/plan.ts';
import type { GroupRules } from '../../providers/contract.ts';
import { RequestRefused } from '../refused.ts';

interface GroupFields {
  readonly name?: string;
  readonly accountName?: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
}

/** @throws `value.invalid` with every field at fault */
export function checkGroupFields(rules: GroupRules, fields: GroupFields): void {
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string) =>
    problems.push({ field, code: 'value.invalid', message });
  const { name, accountName, displayName, description } = fields;
  for (const [field, text] of Object.entries({ name, accountName, displayName })) {
    // Directories refuse them late or, worse, take them: lists and mails would break at them.
    if (typeof text === 'string' && /\p{Cc}/u.test(text)) {
      problem(field, 'A name may not hold line breaks, tabs or other control characters.');
    }
  }
  if (typeof displayName === 'string' && displayName !== '' && displayName.trim() === '') {
    problem('displayName', 'Give a display name, or none.');
  }
  if (name !== undefined && name.length > rules.maxNameLength) {
    problem('name', `A group's name has at most ${rules.maxNameLength} characters here.`);
  }
  if (name?.trim() === '') problem('name', 'Give a name.');
  if (accountName !== undefined) {
    const forbidden = rules.accountNameForbidden
      .split('')
      .filter((character) => accountName.includes(character));
    if (forbidden.length > 0) {
      problem('accountName', `The account name may not hold ${forbidden.join(' ')}. Give another one.`);
    }
    if (rules.accountNameAscii && /[^\x20-\x7e]/u.test(accountName)) {
      problem('accountName', 'The account name may hold unaccented letters, digits and signs only here.');
    }
    if (accountName.endsWith('.')) problem('accountName', 'The account name may not end with a full stop.');
    if (accountName.trim() === '') problem('accountName', 'Give an account name.');
    if (accountName.length > rules.maxAccountNameLength) {
      problem('accountName', `The account name has at most ${rules.maxAccountNameLength} characters here.`);
    }
  }
  if (typeof description === 'string' && description.length > rules.maxDescriptionLength) {
    problem('description', `The description has at most ${rules.maxDescriptionLength} characters here.`);
  }
  if (problems.length > 0) {
    throw new RequestRefused('value.invalid', problems.map((p) => p.message).join(' '), problems);
  }
}

/** The account name of a group that was given none: its name, without what an account name may not hold. */
export function accountNameFrom(rules: GroupRules, name: string): string {
  const spelled = rules.accountNameAscii
    ? name
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/ß/g, 'ss')
        .replace(/[^\x20-\x7e]/gu, '_')
    : name;
  const allowed = rules.accountNameForbidden
    .split('')
    .reduce((text, character) => text.replaceAll(character, '_'), spelled.trim())
    .slice(0, rules.maxAccountNameLength);
  return allowed.endsWith('.') ? `${allowed.slice(0, -1)}_` : allowed;
}

/** @throws `object.notFound` naming each field whose object does not exist */
export function requireObjects(
  found: ReadonlyMap<string, string>,
  wanted: Readonly<Record<string, readonly string[]>>,
  storeName: string,
): void {
  const problems = Object.entries(wanted).flatMap(([field, ids]) =>
    ids.flatMap((id, index) =>
      found.has(id)
        ? []
        : [
            {
              field: field === 'owner' ? field : `${field}/${index}`,
              code: 'object.notFound',
              message: `${id} does not exist in ${storeName}.`,
            },
          ],
    ),
  );
  if (problems.length > 0) {
    throw new RequestRefused('object.notFound', problems.map((p) => p.message).join(' '), problems);
  }
}

/** Nobody enabled owns it: joining it would wait for an administrator (groups 2.5). */
export function ownerWarnings(
  people: readonly DirectoryObject[],
  owner: string | null,
  additionalOwners: readonly string[],
): PlanWarning[] {
  const owners = people.filter((person) => person.id === owner || additionalOwners.includes(person.id));
  if (owners.some((person) => person.enabled)) return [];
  return [
    {
      code: 'group.noEnabledOwner',
      message: 'No owner of this group is enabled, so nobody can decide about it.',
    },
  ];
}
