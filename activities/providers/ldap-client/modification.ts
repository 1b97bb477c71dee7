/** Changes of one object's values, as modify takes them. */
import { Attribute, Change } from 'ldapts';
import { ProviderError } from '../contract.ts';

type Value = Buffer | string;

/** Active Directory refuses more than 5,000 values in one modify. */
const valuesPerModify = 1000;

/** What is still to be added to and taken out of one attribute, as the directory writes it. */
export interface ListChange {
  readonly attribute: string;
  readonly add: readonly Value[];
  readonly remove: readonly Value[];
}

export const modification = (
  operation: 'add' | 'delete' | 'replace',
  type: string,
  values: readonly Value[],
): Change =>
  new Change({
    operation,
    modification: new Attribute({
      type,
      values: values.map((value) => (typeof value === 'string' ? Buffer.from(value) : value)),
    }),
  });

/** Deleting exactly the old value lets the directory itself refuse what drifted since it was read. */
export const replaced = (attribute: string, old: Value | null, wanted: Value | null): Change[] => [
  ...(old === null ? [] : [modification('delete', attribute, [old])]),
  ...(wanted === null ? [] : [modification('add', attribute, [wanted])]),
];

/** Everything in one modify; only lists that are too long go on in further ones. */
export function inPortions(sets: readonly Change[], lists: readonly ListChange[]): Change[][] {
  const portions: Change[][] = [[...sets]];
  let room = valuesPerModify;
  for (const { attribute, add, remove } of lists) {
    for (const [operation, values] of [
      ['delete', remove],
      ['add', add],
    ] as const) {
      for (let start = 0; start < values.length;) {
        if (room === 0) {
          portions.push([]);
          room = valuesPerModify;
        }
        const part = values.slice(start, start + room);
        portions.at(-1)?.push(modification(operation, attribute, part));
        start += part.length;
        room -= part.length;
      }
    }
  }
  return portions.filter((changes) => changes.length > 0);
}

/** Whether a single value is the one that is wanted, or was expected. */
export const holds = (current: readonly string[], value: string | null): boolean =>
  value === null ? current.length === 0 : current.includes(value);

/** @param directory what people call it */
export const drifted = (attribute: string, directory: string): ProviderError =>
  new ProviderError(
    'object.conflict',
    `${attribute} was changed in ${directory} meanwhile. Look at its present value and ask again.`,
    { attributes: [attribute] },
  );
