/** What an indexed attribute is needed for, so that nobody takes it from under a query or a role [stores-and-links R5]. */
import type { Db } from '../../activities/database/client.ts';
import { listDefinitions } from '../../activities/database/repositories/approval-workflows.ts';
import { listOpenidProviders } from '../../activities/database/repositories/openid-providers.ts';
import { listQueriesOf } from '../../activities/database/repositories/queries.ts';
import { listRoles } from '../../activities/database/repositories/roles.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import { type ObjectKind, objectKinds } from '../../workflows/contracts/directory.ts';
import { attributesIn } from '../../workflows/contracts/filter.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { policiesOf } from '../../workflows/contracts/policies.ts';
import { kindOfType } from '../../workflows/contracts/search.ts';
import { ApiProblem } from '../problem.ts';
import { type AttributeUse, viewUses } from './view-uses.ts';

interface Store {
  readonly id: string;
  readonly kind: StoreKind;
}

export interface RemovedAttribute {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** Everything that names attributes of a store. One after the other: they may share a transaction. */
async function usesOf(db: Db, { id }: Store): Promise<readonly AttributeUse[]> {
  return [
    ...(await viewUses(db, id)),
    ...(await queryUses(db, id)),
    ...(await roleUses(db, id)),
    ...(await workflowUses(db, id)),
    ...(await signInUses(db, id)),
  ];
}

async function queryUses(db: Db, storeId: string): Promise<readonly AttributeUse[]> {
  return (await listQueriesOf(db, storeId)).map(({ name, authorName, search: { kinds, filter } }) => ({
    by: `the query ${JSON.stringify(name)} of ${authorName}`,
    kinds: kinds.map(kindOfType),
    names: [
      ...(filter === undefined ? [] : attributesIn(filter)),
      ...kinds.filter((type) => type === 'mailbox'),
    ],
  }));
}

async function roleUses(db: Db, storeId: string): Promise<readonly AttributeUse[]> {
  return (await listRoles(db, storeId)).flatMap((role) => {
    const { search, queryDesigner } = policiesOf(role.policies);
    const { attributes, defaultFilter } = queryDesigner;
    const designed = [
      ...(attributes ?? []).map(({ name }) => name),
      ...(defaultFilter === null ? [] : attributesIn(defaultFilter)),
    ];
    const by = (policy: string) => `the ${policy} of the role ${JSON.stringify(role.name)}`;
    return [
      {
        by: by('search policy'),
        kinds: objectKinds,
        names: search.filter === null ? [] : attributesIn(search.filter),
      },
      { by: by('query designer'), kinds: objectKinds, names: designed },
    ];
  });
}

async function workflowUses(db: Db, storeId: string): Promise<readonly AttributeUse[]> {
  return (await listDefinitions(db, storeId)).flatMap(({ name, objects, fields, filters }) => {
    const by = `the workflow ${JSON.stringify(name)}`;
    const kinds = objectKinds.filter((kind) => objects.some((object) => object === kind));
    const about = (subject: 'target' | 'requester') =>
      filters.flatMap((filter) => (filter.subject === subject ? [filter.attribute] : []));
    return [
      { by, kinds, names: [...fields, ...about('target')] },
      { by, kinds: ['user'], names: about('requester') },
    ];
  });
}

async function signInUses(db: Db, storeId: string): Promise<readonly AttributeUse[]> {
  return (await listOpenidProviders(db, storeId)).map(({ name, attribute }) => ({
    by: `the sign-in provider ${JSON.stringify(name)}`,
    kinds: ['user'],
    names: [attribute],
  }));
}

/** @throws ApiProblem `attribute.in_use` listing every use of what is to be removed */
export async function refuseUsed(db: Db, store: Store, removed: readonly RemovedAttribute[]): Promise<void> {
  if (removed.length === 0) return;
  const words = new Map<string, string>(Object.entries(storeVocabulary(store.kind)));
  const own = (name: string): string => (words.get(name) ?? name).toLowerCase();
  const problems = (await usesOf(db, store)).flatMap(({ by, kinds, names }) => {
    const used = new Set(names.map(own));
    const gone = removed.filter(({ kind, name }) => kinds.includes(kind) && used.has(name.toLowerCase()));
    return [...new Set(gone.map(({ name }) => name))].map((name) => ({
      field: name,
      code: 'attribute.in_use',
      message: `is used by ${by}`,
    }));
  });
  if (problems.length === 0) return;
  const named = [...new Set(problems.map(({ field }) => field))].join(', ');
  throw new ApiProblem('attribute.in_use', `Still in use: ${named}. Change what uses it first, or keep it.`, {
    fields: problems,
  });
}
