/** Organizational units as containers. They are read here, and administered in Google's own console. */
import type { admin_directory_v1 } from '@googleapis/admin';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { AttributeInfo, Query, SearchPage } from '../contract.ts';
import { inTextOrder, matchesFilter } from '../evaluate-filter.ts';
import type { DirectoryApi } from './connection.ts';
import { isNotFound } from './errors.ts';

type OrgUnit = admin_directory_v1.Schema$OrgUnit;

const customerId = 'my_customer';
const readOnly = { type: 'text', multiValued: false, writable: false } as const;

export const orgUnitInfos: readonly AttributeInfo[] = [
  { name: 'name', ...readOnly },
  { name: 'description', ...readOnly },
];

/** Ids of units look like no user's and no group's. */
export const isOrgUnitId = (id: string): boolean => /^id:[A-Za-z0-9_-]{1,100}$/u.test(id);

/** Null where there is none. */
export async function readOrgUnit(
  api: DirectoryApi,
  id: string,
  attributes?: readonly string[],
): Promise<DirectoryObject | null> {
  try {
    const { data } = await api.orgunits.get({ customerId, orgUnitPath: id });
    return toContainer(data, attributes);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The API answers with all units at once: an organization has at most some thousands ("orgunits.list" has no pages). */
export async function* searchOrgUnits(api: DirectoryApi, query: Query): AsyncGenerator<SearchPage> {
  const { container, directlyIn, filter, pageSize, attributes } = query;
  const { data } = await api.orgunits.list({
    customerId,
    type: directlyIn === true ? 'children' : 'all',
    ...(container === undefined || container === '/' ? {} : { orgUnitPath: container }),
  });
  const matching = (data.organizationUnits ?? [])
    .filter((unit) => {
      const values = valuesOf(unit);
      return filter === undefined || matchesFilter(filter, (name) => values[name] ?? [], inTextOrder);
    })
    .map((unit) => toContainer(unit, attributes));
  for (let start = 0; start < matching.length; start += pageSize)
    yield { objects: matching.slice(start, start + pageSize), residual: null };
}

function toContainer(unit: OrgUnit, attributes?: readonly string[]): DirectoryObject {
  const name = unit.name ?? '';
  return {
    kind: 'container',
    id: unit.orgUnitId ?? '',
    name,
    displayName: name,
    path: unit.orgUnitPath ?? '',
    enabled: true,
    attributes: Object.fromEntries(
      Object.entries(valuesOf(unit)).filter(
        ([attribute]) => attributes === undefined || attributes.includes(attribute),
      ),
    ),
  };
}

const valuesOf = ({ name, description }: OrgUnit): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries({ name, description }).flatMap(([attribute, value]) =>
      value === undefined || value === null || value === '' ? [] : [[attribute, [value]]],
    ),
  );
