/** A provider names its own attributes; the person who asked knows the fields of the request. */
import type { Action } from '../../workflows/contracts/actions.ts';
import type { Concept, Vocabulary } from '../../workflows/contracts/directory.ts';
import { recoveryOf } from '../../workflows/contracts/errors.ts';
import { ProviderError } from '../providers/contract.ts';

/** Where the field of a request is not called like its concept. */
const fieldNames: Readonly<Partial<Record<Concept, string>>> = {
  groupCategory: 'category',
  groupScope: 'scope',
  member: 'memberIds',
};

/** The concept behind a field of a request: the name it has in lists. */
export const conceptOf = (field: string): string =>
  Object.entries(fieldNames).find(([, name]) => name === field)?.[0] ?? field;

/** The field that writes an attribute, as approval workflows name it; Muster's own data is called the same everywhere. */
export function fieldOf(vocabulary: Vocabulary, attribute: string): string {
  const concept = (Object.entries(vocabulary) as [Concept, string][]).find(
    ([, name]) => name === attribute,
  )?.[0];
  if (concept === undefined) return attribute;
  return concept === 'member' ? 'members' : (fieldNames[concept] ?? concept);
}

/** The same refusal, naming fields of the request instead of attributes; any other error as it is. (groups 1.8) */
export function inFieldsOf(action: Action, vocabulary: Vocabulary, error: unknown): unknown {
  if (!(error instanceof ProviderError) || recoveryOf(error.code) !== 'stop') return error;
  const { code, message, detail, attributes, objectId } = error;
  if (attributes.length === 0) return error;
  const concepts = Object.entries(vocabulary) as [Concept, string][];
  const fieldOf = (attribute: string): string => {
    const concept = concepts.find(([, name]) => name === attribute)?.[0];
    if (concept === undefined) return attribute;
    if (concept === 'member' && action === 'createGroup') return 'members';
    return fieldNames[concept] ?? concept;
  };
  return new ProviderError(code, message, {
    detail,
    attributes: attributes.map(fieldOf),
    ...(objectId === null ? {} : { objectId }),
    cause: error,
  });
}
