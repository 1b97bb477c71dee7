/** Fields that a role hides from its holders (users-and-search S1.3), in the words of lists and of a store. */
import type { Concept, Vocabulary } from '../../workflows/contracts/directory.ts';
import type { DirectoryField } from './directory-fields.ts';

/**
 * What cannot be hidden, because lists and pages would have nothing to show or could not be used: what an object is
 * called, what it is, whose it is and who belongs to it. Privacy of memberships is that of the group.
 */
const alwaysShown: readonly string[] = [
  'name',
  'displayName',
  'owner',
  'member',
  'groupCategory',
  'groupScope',
] satisfies Concept[];

/** Values of attributes only; what Muster itself keeps, and names and places, are shown. */
export const isHideable = ({ name, source }: DirectoryField): boolean =>
  source.from === 'attribute' && !source.attribute.startsWith('$') && !alwaysShown.includes(name);

const attributeOf = (words: Vocabulary, name: string): string =>
  (words as Readonly<Record<string, string | undefined>>)[name] ?? name;

/** The attributes of a store that are behind the hidden fields. */
export const hiddenAttributes = (words: Vocabulary, names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => attributeOf(words, name)));

/** Two fields may be one attribute, such as mail and login name of Google Workspace: they are hidden together. */
export const isHidden = (words: Vocabulary, names: readonly string[], field: string): boolean =>
  hiddenAttributes(words, names).has(attributeOf(words, field));

/** Every field that is hidden with them. */
export const hiddenNames = (words: Vocabulary, names: readonly string[]): string[] => [
  ...new Set([...names, ...Object.keys(words).filter((concept) => isHidden(words, names, concept))]),
];
