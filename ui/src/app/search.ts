/** Search parameters of addresses, checked: what an address holds may have been typed by anybody. */
import type { Action } from '../../../workflows/contracts/actions.ts';
import type { RequestState } from '../../../workflows/contracts/requests.ts';

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

export const oneOf = <const T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

const listOf = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return list.length === 0 ? undefined : list;
};

export const pageSizes = [25, 50, 100, 200] as const;

/** The state of a list, all of it in the address. */
export interface ListSearch {
  /** What is looked for. */
  readonly q?: string | undefined;
  /** The cursors of the pages before this one and its own, so that one can go back. */
  readonly after?: readonly string[] | undefined;
  readonly size?: number | undefined;
  /** Columns that are not shown. */
  readonly hide?: readonly string[] | undefined;
  readonly density?: 'compact' | undefined;
}

export interface GroupsSearch extends ListSearch {
  readonly relation?: 'owner' | 'member' | undefined;
}

export interface GroupSearch extends ListSearch {
  readonly tab?: 'overview' | 'members' | undefined;
}

export interface MailboxSearch extends ListSearch {
  readonly recipient?: string | undefined;
}

export interface RequestsSearch extends ListSearch {
  readonly state?: RequestState | undefined;
  readonly action?: Action | undefined;
}

export const listSearch = (search: Record<string, unknown>): ListSearch => ({
  q: textOf(search.q),
  after: listOf(search.after),
  size: pageSizes.find((size) => size === Number(search.size)),
  hide: listOf(search.hide),
  density: oneOf(search.density, ['compact']),
});

export const limitOf = (search: ListSearch): number => search.size ?? 50;
export const cursorOf = (search: ListSearch): string | undefined => search.after?.at(-1);
