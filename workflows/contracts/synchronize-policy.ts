/** Which directories and values the jobs of a role's holders may read and write (access-and-approvals Y9). */
import type { ObjectKind } from './directory.ts';
import type { FieldProblem } from './errors.ts';
import type { StoreKind } from './ids.ts';
import { replicatedKinds } from './replication.ts';

/** What is null holds for all: a rule without a store, for every store of the provider. */
export interface SynchronizeRule {
  readonly provider: StoreKind;
  readonly storeId: string | null;
  readonly kind: ObjectKind | null;
  /** By the directory's own name. */
  readonly attribute: string | null;
  readonly allow: boolean;
}

export const synchronizeSides = ['source', 'destination'] as const;
type SynchronizeSide = (typeof synchronizeSides)[number];

/** Apart for what jobs read from and what they write to; without rules all is allowed. */
export type SynchronizePolicy = Readonly<Record<SynchronizeSide, readonly SynchronizeRule[]>>;

type Asked = Omit<SynchronizeRule, 'allow'>;

/**
 * Of the rules that hold for what is asked for, the one that says most counts: an attribute more than a type of object, that
 * more than a store.
 * @param asked null where it is about all of them: a rule for one of them says nothing of all
 */
export function maySynchronize(rules: readonly SynchronizeRule[], asked: Asked): boolean {
  const holds = rules.filter(
    (rule) =>
      rule.provider === asked.provider &&
      (rule.storeId === null || rule.storeId === asked.storeId) &&
      (rule.kind === null || rule.kind === asked.kind) &&
      (rule.attribute === null || isSame(rule.attribute, asked.attribute ?? '')),
  );
  return holds.toSorted((a, b) => weightOf(b) - weightOf(a))[0]?.allow ?? true;
}

const weightOf = ({ storeId, kind, attribute }: SynchronizeRule): number =>
  (attribute === null ? 0 : 4) + (kind === null ? 0 : 2) + (storeId === null ? 0 : 1);

/** Directories do not tell the letters of a name apart by case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** @param kindOf the provider of a store by its id; undefined where there is none */
export function synchronizeProblems(
  policy: SynchronizePolicy,
  kindOf: (storeId: string) => StoreKind | undefined,
): FieldProblem[] {
  return synchronizeSides.flatMap((side) =>
    policy[side].flatMap((rule, index, rules): FieldProblem[] => {
      const { storeId, provider, kind } = rule;
      const problem = (field: string, message: string): FieldProblem => ({
        ...{ field: `policies/synchronize/${side}/${index}${field}`, code: 'value.invalid', message },
      });
      if (storeId !== null && kindOf(storeId) !== provider)
        return [
          problem(
            '/storeId',
            `names in rule ${index + 1} a store of another provider; choose one of its own, or none for all`,
          ),
        ];
      if (kind !== null && !replicatedKinds[provider].includes(kind))
        return [
          problem(
            '/kind',
            `names in rule ${index + 1} a type of object that is not there; there are ${replicatedKinds[provider].join(', ')}`,
          ),
        ];
      const twin = rules.findIndex((other) => isAbout(other, rule));
      return twin < index
        ? [problem('', `says in rules ${twin + 1} and ${index + 1} something of the same; keep one of them`)]
        : [];
    }),
  );
}

const isAbout = (one: SynchronizeRule, other: SynchronizeRule): boolean =>
  one.provider === other.provider &&
  one.storeId === other.storeId &&
  one.kind === other.kind &&
  isSame(one.attribute ?? '', other.attribute ?? '');
