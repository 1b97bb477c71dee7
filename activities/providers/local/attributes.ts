/** The fixed schema: which attributes a user and a group have, and which values they take. */
import {
  type GroupCategory,
  groupCategories,
  type ObjectKind,
} from '../../../workflows/contracts/directory.ts';
import { type AttributeInfo, type GroupRules, ProviderError } from '../contract.ts';

/** The kinds this directory keeps. */
export type LocalKind = Extract<ObjectKind, 'user' | 'group'>;
const localKinds: readonly LocalKind[] = ['user', 'group'];
export const isLocalKind = (kind: ObjectKind): kind is LocalKind => kind === 'user' || kind === 'group';

export const groupRules: GroupRules = {
  defaultCategory: 'security' satisfies GroupCategory,
  defaultScope: 'global',
  maxNameLength: 64,
  maxAccountNameLength: 64,
  maxDescriptionLength: 1024,
  accountNameForbidden: '"/\\[]:;|=,+*?<>@',
};

/** The longest path of a container, in characters. */
const maxContainerLength = 256;

interface Rule {
  readonly reference?: true;
  readonly required?: true;
  /** In characters (code points). */
  readonly maxLength?: number;
  /** Returns what is wrong with the value, or null. */
  readonly check?: (value: string) => string | null;
}

const text: Rule = { maxLength: 256 };
const name: Rule = { required: true, maxLength: groupRules.maxNameLength };
const noSpaces = (value: string) => (/\s/u.test(value) ? 'must not hold spaces' : null);
const accountName: Rule = {
  maxLength: groupRules.maxAccountNameLength,
  check: (value) => {
    const found = Array.from(value).find((character) => groupRules.accountNameForbidden.includes(character));
    if (found !== undefined) return `must not hold the character ${found}`;
    return value.trim() === value ? null : 'must not begin or end with a space';
  },
};
const mail: Rule = {
  maxLength: 254,
  check: (value) =>
    /^[^\s@]+@[^\s@]+$/u.test(value) ? null : 'must be a mail address such as name@example.org',
};
const reference: Rule = { reference: true };
const description: Rule = { maxLength: groupRules.maxDescriptionLength };
const oneOf =
  (words: readonly string[]) =>
  (value: string): string | null =>
    words.includes(value) ? null : `must be one of ${words.join(', ')}`;

const rules: Readonly<Record<LocalKind, Readonly<Record<string, Rule>>>> = {
  user: {
    name,
    accountName,
    loginName: { maxLength: 254, check: noSpaces },
    displayName: text,
    description,
    mail,
    firstName: text,
    lastName: text,
    title: text,
    department: text,
    company: text,
    office: text,
    city: text,
    phone: text,
    mobile: text,
    employeeId: text,
    manager: reference,
  },
  group: {
    name,
    accountName,
    displayName: text,
    description,
    mail,
    owner: reference,
    groupCategory: { required: true, check: oneOf(groupCategories) },
    groupScope: { required: true, check: oneOf(['global']) },
  },
};

const ruleOf = (kind: LocalKind, attribute: string): Rule | undefined =>
  Object.hasOwn(rules[kind], attribute) ? rules[kind][attribute] : undefined;

/** The one list of a group; it lives in a table of its own. */
export const memberAttribute = 'member';
/** Read-only, derived from the row itself. */
const derivedAttributes = ['id', 'distinguishedName'] as const;

export function attributesOf(kind: LocalKind): AttributeInfo[] {
  const own = Object.entries(rules[kind]).map(([attribute, rule]) => ({
    name: attribute,
    type: rule.reference ? ('reference' as const) : ('text' as const),
    multiValued: false,
    writable: true,
  }));
  const derived = derivedAttributes.map((attribute) => ({
    name: attribute,
    type: 'text' as const,
    multiValued: false,
    writable: false,
  }));
  const member = { name: memberAttribute, type: 'reference' as const, multiValued: true, writable: true };
  return kind === 'group' ? [...own, member, ...derived] : [...own, ...derived];
}

export const isReference = (kind: LocalKind, attribute: string): boolean =>
  ruleOf(kind, attribute)?.reference === true;

/** Names of the single-valued attributes that hold object ids, of any kind. */
export const referenceAttributes: readonly string[] = localKinds.flatMap((kind) =>
  Object.keys(rules[kind]).filter((attribute) => isReference(kind, attribute)),
);

/** True where any kind has the attribute; filters may name no other. */
export const isSearchable = (attribute: string): boolean =>
  attribute === memberAttribute ||
  derivedAttributes.some((derived) => derived === attribute) ||
  localKinds.some((kind) => ruleOf(kind, attribute) !== undefined);

export const invalid = (attribute: string, problem: string): ProviderError =>
  new ProviderError('value.invalid', `${attribute} ${problem}.`, { attributes: [attribute] });

/** @throws `value.invalid` when the kind has no such attribute or it cannot be written. */
export function requireWritable(kind: LocalKind, attribute: string): void {
  if (ruleOf(kind, attribute) === undefined)
    throw invalid(attribute, `is not an attribute of a ${kind} here`);
}

/**
 * Checks one value of one attribute; null clears it.
 * @throws `value.invalid` naming the attribute
 */
export function checkValue(kind: LocalKind, attribute: string, value: string | null): void {
  requireWritable(kind, attribute);
  const rule = ruleOf(kind, attribute);
  if (value === null) {
    if (rule?.required) throw invalid(attribute, 'must have a value');
    return;
  }
  checkText(attribute, value, rule?.maxLength ?? 256);
  const problem = rule?.check?.(value) ?? null;
  if (problem !== null) throw invalid(attribute, problem);
}

/** @throws `value.invalid` unless the container is a path such as `People` or `People/Berlin`. */
export function checkContainer(container: string): void {
  checkText('container', container, maxContainerLength);
  if (container.split('/').some((part) => part.trim() === '')) {
    throw invalid('container', 'must be a path such as People or People/Berlin');
  }
}

/** PostgreSQL keeps no NUL, and a lone surrogate is no character. */
function checkText(attribute: string, value: string, maxLength: number): void {
  if (value === '') throw invalid(attribute, 'must not be empty');
  if (value.includes('\0')) throw invalid(attribute, 'must not hold the character NUL');
  if (!value.isWellFormed()) throw invalid(attribute, 'is not well-formed text');
  if (Array.from(value).length > maxLength)
    throw invalid(attribute, `must not be longer than ${maxLength} characters`);
}
