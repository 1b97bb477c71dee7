/** Which values of a store a quick search looks at. */
import type { Fields } from './contract.ts';

/** Who signs in or is written to by it: whoever has it exactly comes first. */
const exactFields = ['mail', 'loginName', 'accountName'] as const;

export const exactAttributes = (fields: Fields): string[] => searchedSources(fields, exactFields).attributes;

/** @param asked names of text fields */
export function searchedSources(
  fields: Fields,
  asked: readonly string[],
): { readonly attributes: string[]; readonly displayName: boolean } {
  const sources = asked.flatMap((name) => fields.get(name)?.source ?? []);
  return {
    attributes: [...new Set(sources.flatMap((one) => (one.from === 'attribute' ? [one.attribute] : [])))],
    displayName: sources.some((one) => one.from === 'column' && one.column === 'displayName'),
  };
}
