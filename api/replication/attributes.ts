/** Which attributes of a store are indexed [stores-and-links R5]. */
import type { StoreReplication } from '../../activities/database/repositories/replication-settings.ts';
import { type Discovery, storeVocabulary } from '../../activities/platform/live-directory.ts';
import type { Concept, ObjectKind } from '../../workflows/contracts/directory.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { ApiProblem } from '../problem.ts';
import type { RemovedAttribute } from './attribute-uses.ts';

type Chosen = NonNullable<StoreReplication['attributes']>;

/** What Muster's own pages and rules are built on; the rest of a profile may be left out. */
const neededConcepts = [
  'name',
  'accountName',
  'loginName',
  'displayName',
  'description',
  'mail',
  'owner',
  'manager',
  'groupCategory',
  'groupScope',
] as const satisfies readonly Concept[];

function requiredOf(kind: StoreKind): ReadonlySet<string> {
  const words = storeVocabulary(kind);
  return new Set(neededConcepts.flatMap((concept) => words[concept] ?? []));
}

/** The attributes of a kind that can be indexed: members are kept elsewhere. */
const indexable = (storeKind: StoreKind, discovery: Discovery, kind: ObjectKind) =>
  (discovery.attributes[kind] ?? []).filter(({ name }) => name !== storeVocabulary(storeKind).member);

const defaultsOf = (storeKind: StoreKind, discovery: Discovery, kind: ObjectKind): readonly string[] =>
  discovery.defaultAttributes?.[kind] ?? indexable(storeKind, discovery, kind).map(({ name }) => name);

const kindsOf = (storeKind: StoreKind, discovery: Discovery): ObjectKind[] =>
  replicatedKinds[storeKind].filter((kind) => indexable(storeKind, discovery, kind).length > 0);

export function attributesView(
  storeKind: StoreKind,
  discovery: Discovery,
  settings: Pick<StoreReplication, 'attributes' | 'restoreNeeded' | 'version'> | null,
) {
  const required = requiredOf(storeKind);
  return {
    kinds: kindsOf(storeKind, discovery).map((kind) => {
      const chosen = settings?.attributes?.[kind];
      const selected = new Set(chosen ?? defaultsOf(storeKind, discovery, kind));
      return {
        kind,
        isDefault: chosen === undefined,
        attributes: indexable(storeKind, discovery, kind).map(({ name, type, multiValued }) => ({
          name,
          type,
          multiValued,
          selected: selected.has(name),
          required: required.has(name),
        })),
      };
    }),
    restoreNeeded: settings?.restoreNeeded ?? false,
    version: settings?.version ?? 0,
  };
}

/**
 * @returns what to keep, whether an attribute was added that indexed objects lack, and what goes
 * @throws ApiProblem naming an attribute the directory does not have
 */
export function chosenAttributes(
  storeKind: StoreKind,
  discovery: Discovery,
  before: Chosen | null,
  kinds: readonly { readonly kind: ObjectKind; readonly attributes: readonly string[] }[] | null,
): { attributes: Chosen | null; added: boolean; removed: RemovedAttribute[] } {
  const required = requiredOf(storeKind);
  const selectedBy = (chosen: Chosen | null, kind: ObjectKind): readonly string[] =>
    chosen?.[kind] ?? defaultsOf(storeKind, discovery, kind);
  const attributes =
    kinds === null || kinds.length === 0
      ? null
      : Object.fromEntries(
          kinds.map(({ kind, attributes: names }, index) => {
            const known = indexable(storeKind, discovery, kind).map(({ name }) => name);
            const unknown = names.findIndex((name) => !known.includes(name));
            if (unknown >= 0) {
              throw ApiProblem.field(
                `kinds/${index}/attributes/${unknown}`,
                `is no attribute of a ${kind} in this directory`,
              );
            }
            return [kind, known.filter((name) => names.includes(name) || required.has(name))];
          }),
        );
  const changes = kindsOf(storeKind, discovery).map((kind) => {
    const [had, has] = [new Set(selectedBy(before, kind)), new Set(selectedBy(attributes, kind))];
    return {
      added: [...has.difference(had)],
      removed: [...had.difference(has)].map((name) => ({ kind, name })),
    };
  });
  return {
    attributes,
    added: changes.some(({ added }) => added.length > 0),
    removed: changes.flatMap(({ removed }) => removed),
  };
}
