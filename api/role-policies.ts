/** The policies of a role as they are saved: every field at fault is named (access-and-approvals O6, 4). */
import type { Db } from '../activities/database/client.ts';
import { type IdentityStore, listStores } from '../activities/database/repositories/stores.ts';
import { missingPlaces } from '../activities/directory-index/places.ts';
import type { Fields } from '../activities/directory-index/contract.ts';
import { scopeFields } from '../activities/directory-index/scope-fields.ts';
import { hideableFields, usableScopeFields } from '../activities/directory-index/usable-fields.ts';
import type { FieldProblem } from '../workflows/contracts/errors.ts';
import type { Filter } from '../workflows/contracts/filter.ts';
import { createdKinds, policyProblems, type StoredPolicies } from '../workflows/contracts/policies.ts';
import { synchronizeProblems } from '../workflows/contracts/synchronize-policy.ts';
import { checkFilter } from './list-filter.ts';
import { ApiProblem } from './problem.ts';

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** As the schema lets them through: filters have not been looked at. */
type PoliciesGiven = Given<
  Omit<StoredPolicies, 'search' | 'queryDesigner'> & {
    search: Omit<NonNullable<StoredPolicies['search']>, 'filter'> & { filter?: unknown };
    queryDesigner: Omit<NonNullable<StoredPolicies['queryDesigner']>, 'defaultFilter'> & {
      defaultFilter?: unknown;
    };
  }
>;

/** @throws ApiProblem `value.invalid` naming every field at fault */
export async function checkedPolicies(
  db: Db,
  store: IdentityStore,
  given: PoliciesGiven,
): Promise<StoredPolicies> {
  const problems: FieldProblem[] = [];
  const { search, queryDesigner, ...rest } = given;
  const fields = await usableScopeFields(db, store);
  const filter = (field: string, value: unknown) => readPolicyFilter(fields, field, value, problems);
  const whole = {
    ...rest,
    ...(search === undefined
      ? {}
      : { search: { ...search, filter: filter('search/filter', search.filter) } }),
    ...(queryDesigner === undefined
      ? {}
      : {
          queryDesigner: {
            ...queryDesigner,
            defaultFilter: filter('queryDesigner/defaultFilter', queryDesigner.defaultFilter),
          },
        }),
  };
  const stored = Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== undefined),
  ) as StoredPolicies;
  problems.push(
    ...policyProblems(stored),
    ...(await placeProblems(db, store, stored)),
    ...(await hiddenFieldProblems(db, store, stored)),
    ...(await jobProblems(db, stored)),
  );
  if (problems.length > 0) throw ApiProblem.invalid(problems);
  return stored;
}

function readPolicyFilter(
  fields: Fields,
  field: string,
  value: unknown,
  problems: FieldProblem[],
): Filter | null {
  if (value === undefined || value === null) return null;
  try {
    return checkFilter(value, fields);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    for (const { field: at, message } of error.fields) {
      problems.push({
        field: `policies/${field}${at.replace(/^filter/, '')}`,
        code: 'filter.invalid',
        message,
      });
    }
    return null;
  }
}

async function placeProblems(
  db: Db,
  store: IdentityStore,
  { search, newObject, queryDesigner }: StoredPolicies,
): Promise<FieldProblem[]> {
  const named: (readonly [field: string, id: string])[] = [
    ...(typeof search?.containerId === 'string' ? [['search/containerId', search.containerId] as const] : []),
    ...createdKinds.flatMap((kind) =>
      (newObject?.containers[kind] ?? []).map(
        (id, index) => [`newObject/containers/${kind}/${index}`, id] as const,
      ),
    ),
    ...(queryDesigner?.startIn.containerIds ?? []).map(
      (id, index) => [`queryDesigner/startIn/containerIds/${index}`, id] as const,
    ),
  ];
  if (named.length === 0) return [];
  const ids = [...new Set(named.map(([, id]) => id))];
  const missing = new Set(await missingPlaces(db, store, ids));
  return named
    .filter(([, id]) => missing.has(id))
    .map(([field]) => ({
      field: `policies/${field}`,
      code: 'value.invalid',
      message: `is no container of ${store.name}; choose another one`,
    }));
}

async function jobProblems(db: Db, { synchronize }: StoredPolicies): Promise<FieldProblem[]> {
  if (synchronize === undefined) return [];
  const kinds = new Map((await listStores(db)).map(({ id, kind }) => [id, kind]));
  return synchronizeProblems(synchronize, (storeId) => kinds.get(storeId));
}

async function hiddenFieldProblems(
  db: Db,
  store: IdentityStore,
  { hiddenFields }: StoredPolicies,
): Promise<FieldProblem[]> {
  if (hiddenFields === undefined || hiddenFields.names.length === 0) return [];
  const [hideable, shown] = [await hideableFields(db, store), scopeFields(store)];
  return hiddenFields.names.flatMap((name, index) =>
    hideable.has(name)
      ? []
      : {
          field: `policies/hiddenFields/names/${index}`,
          code: 'value.invalid',
          message: shown.has(name)
            ? `is ${name}, without which objects cannot be shown or used; take it out`
            : `is ${name}, which is no field of ${store.name}; use some of ${[...hideable.keys()].join(', ')}`,
        },
  );
}
