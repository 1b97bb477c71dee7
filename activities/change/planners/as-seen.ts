/** Two people edit one group: the second one is told what the first one wrote, and decides on it (users U2.3). */
import type { UpdateGroupInput } from '../../../workflows/contracts/actions.ts';
import type { FieldProblem, FieldValue } from '../../../workflows/contracts/errors.ts';
import type { PlanContext } from '../context.ts';
import { type Group, valuesOf } from '../group.ts';
import { RequestRefused } from '../refused.ts';
import { readSeen } from '../seen.ts';

type Seen = NonNullable<UpdateGroupInput['seen']>;
type Field = keyof Seen;

interface Difference {
  readonly field: Field;
  readonly seen: FieldValue;
  readonly current: FieldValue;
}

/** @throws `version.stale` naming each field that holds neither what was seen nor what is wanted */
export async function requireAsSeen(
  context: PlanContext,
  group: Group,
  input: UpdateGroupInput,
): Promise<void> {
  const now = fieldsOf(context, group);
  const differences = (Object.keys(input.seen ?? {}) as Field[]).flatMap((field): Difference[] => {
    const seen = input.seen?.[field] ?? null;
    const wanted = input[field];
    const current = now[field] ?? null;
    return wanted === undefined || same(current, seen) || same(current, wanted)
      ? []
      : [{ field, seen, current }];
  });
  if (differences.length === 0) return;
  const words = await wordsFor(context, differences);
  const problems = differences.map(({ field, seen, current }): FieldProblem => ({
    field,
    code: 'version.stale',
    message: `Changed by someone else: you saw ${words(seen)}, now it is ${words(current)}.`,
    current,
  }));
  throw new RequestRefused('version.stale', problems.map(({ message }) => message).join(' '), problems);
}

function fieldsOf({ provider: { vocabulary } }: PlanContext, { object, settings }: Group): Seen {
  const one = (attribute: string | undefined) => valuesOf(object, attribute)[0] ?? null;
  return {
    // As lists show it: a group without one is called by its name.
    displayName: object.displayName,
    description: one(vocabulary.description),
    mail: one(vocabulary.mail),
    category: one(vocabulary.groupCategory),
    scope: one(vocabulary.groupScope),
    owner: one(vocabulary.owner),
    securityType: settings.securityType,
    additionalOwners: settings.additionalOwners,
  };
}

/** Empty text, nothing and no ids are the same. */
const listOf = (value: FieldValue): readonly string[] =>
  typeof value === 'string' ? (value === '' ? [] : [value]) : (value ?? []);

function same(a: FieldValue, b: FieldValue): boolean {
  const [left, right] = [new Set(listOf(a)), new Set(listOf(b))];
  return left.size === right.size && [...left].every((one) => right.has(one));
}

/** Values as people read them: owners by name. */
async function wordsFor(
  context: PlanContext,
  differences: readonly Difference[],
): Promise<(value: FieldValue) => string> {
  const ids = differences
    .filter(({ field }) => field === 'owner' || field === 'additionalOwners')
    .flatMap(({ seen, current }) => [...listOf(seen), ...listOf(current)]);
  const names = new Map((await readSeen(context, ids)).map(({ id, displayName }) => [id, displayName]));
  return (value) => {
    const list = listOf(value).map((one) => `"${names.get(one) ?? one}"`);
    return list.length === 0 ? 'nothing' : list.join(', ');
  };
}
