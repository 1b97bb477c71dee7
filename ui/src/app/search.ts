/** Search parameters of addresses, checked: what an address holds may have been typed by anybody. */
import type { Action } from '../../../workflows/contracts/actions.ts';
import { comparisons, type Filter } from '../../../workflows/contracts/filter.ts';
import { type AdvancedField, advancedFields, typesAmong } from '../../../workflows/contracts/search.ts';
import { pageSizeRange } from '../../../workflows/contracts/personal-settings.ts';
import type { RequestState } from '../../../workflows/contracts/requests.ts';

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

export const oneOf = <const T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

const listOf = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return list.length === 0 ? undefined : list;
};

/** The state of a list, all of it in the address. */
export interface ListSearch {
  /** What is looked for. */
  readonly q?: string | undefined;
  readonly filter?: Filter | undefined;
  /** Attributes separated by commas, `-` before one that goes down: as the API takes it. */
  readonly sort?: string | undefined;
  /** The cursors of the pages before this one and its own, so that one can go back. */
  readonly after?: readonly string[] | undefined;
  /** Rows on a page, for a place within the list; the person's own choice when absent. */
  readonly size?: number | undefined;
  /** Columns that are not shown, and those shown beside the usual ones. */
  readonly hide?: readonly string[] | undefined;
  readonly show?: readonly string[] | undefined;
  readonly density?: 'compact' | undefined;
}

/** A list that may be of several stores. */
export interface StoresSearch extends ListSearch {
  /** Ids separated by commas; the store signed in to when absent. */
  readonly stores?: string | undefined;
}

export interface GroupsSearch extends StoresSearch {
  readonly relation?: 'owner' | 'member' | undefined;
}

export const searchTabs = ['group', 'user', 'mailbox', 'contact', 'computer'] as const;
export type SearchTab = (typeof searchTabs)[number];

export interface SearchSearch extends StoresSearch {
  /** Everything when absent. */
  readonly tab?: SearchTab | undefined;
}

/** The form of the advanced search. */
export interface AdvancedSearch extends SearchSearch {
  readonly kinds?: readonly SearchTab[] | undefined;
  /** Places as the API takes them: `storeId:placeId`. */
  readonly within?: readonly string[] | undefined;
  readonly fields?: Readonly<Partial<Record<AdvancedField, string>>> | undefined;
  readonly attribute?: string | undefined;
  readonly value?: string | undefined;
}

export interface QuerySearch extends AdvancedSearch {
  /** Its designer is open; the draft stands in the address, too. */
  readonly edit?: true | undefined;
}

export const groupTabs = ['overview', 'members', 'owners', 'requests', 'history'] as const;

export const objectTabs = ['overview', 'memberOf', 'history'] as const;

export interface ObjectSearch extends ListSearch {
  readonly tab?: (typeof objectTabs)[number] | undefined;
  /** Groups through groups, too. */
  readonly nested?: true | undefined;
}

export interface GroupSearch extends ListSearch {
  readonly tab?: (typeof groupTabs)[number] | undefined;
}

export interface MailboxSearch extends ListSearch {
  readonly recipient?: string | undefined;
}

export const requestDates = ['all', 'today', 'yesterday', 'last7', 'last30', 'last90'] as const;
export type RequestDate = (typeof requestDates)[number];

export interface RequestsSearch extends ListSearch {
  /** Those that wait when absent. */
  readonly state?: RequestState | 'any' | undefined;
  /** When they were asked; each list has its own default. */
  readonly date?: RequestDate | undefined;
  readonly action?: Action | undefined;
}

export interface OperationsSearch extends ListSearch {
  /** What needs attention when absent. */
  readonly view?: 'running' | 'failed' | undefined;
}

export const replicationTabs = ['status', 'runs', 'settings', 'engine'] as const;
export const replicationRunKinds = ['objects', 'deleted', 'restore'] as const;

export interface ReplicationSearch extends ListSearch {
  readonly tab?: (typeof replicationTabs)[number] | undefined;
  readonly store?: string | undefined;
  readonly run?: (typeof replicationRunKinds)[number] | undefined;
}

/** Which mails of the queue. */
export const queueStates = ['all', 'pending', 'failed'] as const;

export interface QueueSearch extends ListSearch {
  readonly state?: (typeof queueStates)[number] | undefined;
}

export const workflowTabs = ['list', 'try', 'webhooks', 'settings'] as const;

/** The parts of a store's page; which of them a store has depends on its kind. */
export const storeTabs = [
  'connection',
  'servers',
  'scope',
  'replication',
  'attributes',
  'signIn',
  'groups',
  'fields',
  'mail',
  'history',
] as const;

const deepest = 10;

/** A filter tree by its shape; whether its attributes exist, the API says. */
function filterOf(value: unknown, depth = 0): Filter | undefined {
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  const node = value as Readonly<Record<string, unknown>>;
  switch (node.op) {
    case 'and':
    case 'or': {
      if (!Array.isArray(node.nodes) || node.nodes.length === 0) return undefined;
      const nodes = node.nodes.map((one) => filterOf(one, depth + 1));
      return nodes.includes(undefined) ? undefined : { op: node.op, nodes: nodes as Filter[] };
    }
    case 'not': {
      const inner = filterOf(node.node, depth + 1);
      return inner === undefined ? undefined : { op: 'not', node: inner };
    }
    case 'compare': {
      const { attribute, value: text } = node;
      if (typeof attribute !== 'string') return undefined;
      if (node.test === 'present') return { op: 'compare', attribute, test: 'present' };
      const test = oneOf(node.test, comparisons);
      return test === undefined || typeof text !== 'string'
        ? undefined
        : { op: 'compare', attribute, test, value: text };
    }
    default:
      return undefined;
  }
}

function sizeOf(value: unknown): number | undefined {
  const size = Number(value);
  const { least, most } = pageSizeRange;
  return Number.isInteger(size) && size >= least && size <= most ? size : undefined;
}

export const listSearch = (search: Record<string, unknown>): ListSearch => ({
  q: textOf(search.q),
  filter: filterOf(search.filter),
  sort: textOf(search.sort),
  after: listOf(search.after),
  size: sizeOf(search.size),
  hide: listOf(search.hide),
  show: listOf(search.show),
  density: oneOf(search.density, ['compact']),
});

export const storesSearch = (search: Record<string, unknown>): StoresSearch => ({
  ...listSearch(search),
  stores: textOf(search.stores),
});

/** What of the address is a list's query, in the API's words. */
export const listQuery = (search: ListSearch) => ({
  search: search.q,
  filter: search.filter === undefined ? undefined : JSON.stringify(search.filter),
  sort: search.sort,
});

export const searchSearch = (search: Record<string, unknown>): SearchSearch => ({
  ...storesSearch(search),
  tab: oneOf(search.tab, searchTabs),
});

const kindsOf = (value: unknown): readonly SearchTab[] | undefined => {
  const types = typesAmong(listOf(value) ?? []);
  const kinds = searchTabs.filter((kind) => types.includes(kind));
  return kinds.length === 0 ? undefined : kinds;
};

function fieldsOf(value: unknown): AdvancedSearch['fields'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const typed = value as Readonly<Record<string, unknown>>;
  const filled = advancedFields.flatMap((field) => {
    const text = textOf(typed[field]);
    return text === undefined ? [] : [[field, text] as const];
  });
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

export const advancedSearch = (search: Record<string, unknown>): AdvancedSearch => ({
  ...searchSearch(search),
  kinds: kindsOf(search.kinds),
  within: listOf(search.within),
  fields: fieldsOf(search.fields),
  attribute: textOf(search.attribute),
  value: textOf(search.value),
});

export const querySearch = (search: Record<string, unknown>): QuerySearch => ({
  ...advancedSearch(search),
  edit: search.edit === true ? true : undefined,
});

/** A search as the API tells it, in the words of an address. */
export function draftOf(search: {
  readonly stores: string;
  readonly kinds?: string;
  readonly within?: string;
  readonly filter?: string;
}): Pick<AdvancedSearch, 'stores' | 'kinds' | 'within' | 'filter'> {
  const filter: unknown = search.filter === undefined ? undefined : JSON.parse(search.filter);
  return {
    stores: search.stores,
    kinds: kindsOf(search.kinds?.split(',')),
    within: search.within?.split(','),
    filter: filterOf(filter),
  };
}

/** Parts of a role's page. */
export const roleTabs = ['general', 'permissions', 'policies', 'members'] as const;
export type RoleTab = (typeof roleTabs)[number];
