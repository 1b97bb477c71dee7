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

/** A field's attribute in a store; what is no concept is known by its own name. */
export const attributeOf = (words: Vocabulary, name: string): string =>
  (words as Readonly<Record<string, string | undefined>>)[name] ?? name;

/** What an attribute is called in lists: by its concepts, of which two may be one attribute, or by its own name. */
export function namesOfAttribute(words: Vocabulary, attribute: string): string[] {
  const concepts = Object.entries(words).flatMap(([concept, one]) => (one === attribute ? [concept] : []));
  return concepts.length === 0 ? [attribute] : concepts;
}

/** The attributes of a store that are behind the hidden fields. */
export const hiddenAttributes = (words: Vocabulary, names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => attributeOf(words, name)));

/** Two fields may be one attribute, such as mail and login name of Google Workspace: they are hidden together. */
export const isHidden = (words: Vocabulary, names: readonly string[], field: string): boolean =>
  hiddenAttributes(words, names).has(attributeOf(words, field));
