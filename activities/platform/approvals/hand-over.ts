/** Who was asked as owner or manager and is none any more gives way to who is (access-and-approvals X7). Pure. */
import type { ApproverKind } from '../../../workflows/contracts/approvals.ts';
import type { StepChain } from '../../database/repositories/approvals.ts';
import { type Chain, chainFrom } from './climb.ts';

/** What somebody can cease to be. Who was named is asked as that person, whatever they are. */
type Standing = Exclude<ApproverKind, 'object'>;

/** As what the first one of a chain is asked; null for who was named, and for the default approver. */
function standingOf({ by, first }: Chain): Standing | null {
  const kind = by === 'default' ? first : by;
  return kind === undefined || kind === 'object' ? null : kind;
}

/** Somebody is asked as owner or manager, which they may cease to be. */
export const hasStanding = (chains: readonly Chain[] | null): chains is readonly Chain[] =>
  chains?.some((chain) => standingOf(chain) !== null) === true;

/** People by id: a group stands for who was in it when it was asked. */
export const peopleBehind = ({ members = {} }: Chain, ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => members[id] ?? [id]);

/** @param people those behind the one who is asked now */
export function withMembers<T extends Chain>(chain: T, people: readonly { readonly id: string }[]): T {
  const { at, members = {} } = chain;
  const isGroup = people.length > 0 && !people.some(({ id }) => id === at);
  if (!isGroup || at in members) return chain;
  return { ...chain, members: { ...members, [at]: people.map(({ id }) => id) } };
}

/** Everybody who is asked by these chains. */
export const peopleIn = (chains: readonly Chain[]): ReadonlySet<string> =>
  new Set(chains.flatMap((chain) => peopleBehind(chain, chain.asked)));

export interface HandedOver {
  readonly chains: readonly StepChain[];
  /** Users and groups that are asked from now on. */
  readonly added: readonly string[];
  /** People who were asked by what they are not any more. They may be asked in another right. */
  readonly left: readonly string[];
}

/**
 * The first of each chain is looked at. Whoever was reached by climbing from there stays asked; the way up goes on from
 * the successor, and where there is none from where it had come to. A chain that reached nobody else ends.
 * @param now who is owner or manager at this moment, the primary one first
 */
export async function handOver(
  chains: readonly StepChain[],
  now: ReadonlyMap<ApproverKind, readonly string[]>,
  canBeAsked: (id: string) => Promise<boolean>,
): Promise<HandedOver> {
  const after: StepChain[] = [];
  const added: string[] = [];
  const left: string[] = [];
  const successorIn = async (ids: readonly string[]): Promise<string | undefined> => {
    for (const id of ids) {
      const isAsked = [...chains, ...after].some(({ asked }) => asked.includes(id));
      if (!isAsked && (await canBeAsked(id))) return id;
    }
    return undefined;
  };
  for (const chain of chains) {
    const standing = standingOf(chain);
    const first = chain.asked[0] ?? chain.at;
    const holders = standing === null ? [] : (now.get(standing) ?? []);
    if (standing === null || holders.includes(first)) {
      after.push(chain);
      continue;
    }
    left.push(...peopleBehind(chain, [first]));
    const successor = await successorIn(holders);
    if (chain.level > 0) after.push(withoutFirst(chain, successor !== undefined));
    if (successor === undefined) continue;
    added.push(successor);
    after.push(chainFrom(standing, successor));
  }
  return { chains: after, added, left };
}

/** Those who were reached by climbing: they are asked as themselves. */
function withoutFirst({ first: _, by, asked, ...rest }: StepChain, isContinued: boolean): StepChain {
  return {
    ...rest,
    by: by === 'default' ? by : 'object',
    asked: asked.slice(1),
    ...(isContinued ? { ended: true } : {}),
  };
}
