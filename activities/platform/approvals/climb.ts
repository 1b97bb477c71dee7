/**
 * Acceleration (access-and-approvals 6.1): an approver who stays idle is joined by the next one up the
 * line. What is known of the directory comes through {@link Lookup}; nothing here writes or waits.
 */
import type { ApproverKind } from '../../../workflows/contracts/approvals.ts';

/** Where a request stands with one of its approvers. Kept with the step, so it is plain JSON. */
export interface Chain {
  /** The user or group that is asked now. */
  readonly at: string;
  /** As what the first one was named; `default` once the default approver is asked. */
  readonly by: ApproverKind | 'default';
  /** As what the first one was named, where the default approver is asked by now. */
  readonly first?: ApproverKind;
  /** How often it has climbed. */
  readonly level: number;
  /** Users and groups that were asked, the present one last. */
  readonly asked: readonly string[];
  /** The people behind the groups among them, as they were when they were asked. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
}

export const chainFrom = (by: Chain['by'], at: string): Chain => ({ at, by, level: 0, asked: [at] });

export interface Lookup {
  /** Null for what is gone. */
  find(id: string): Promise<{ readonly kind: 'user' | 'group'; readonly enabled: boolean } | null>;
  /** The primary manager of a user. */
  managerOf(userId: string): Promise<string | null>;
  /** The primary owner of a group. */
  ownerOf(groupId: string): Promise<string | null>;
  /** Whether a group has anybody who can decide, the requester apart. */
  hasPeople(groupId: string): Promise<boolean>;
}

export interface ClimbRules {
  readonly maxLevels: number;
  readonly defaultApproverId: string | null;
  readonly requesterId: string;
}

export type Hop =
  /** The user or group at the chain's end is asked, too. */
  | { readonly to: 'next'; readonly chain: Chain }
  /** It stays where it is for good, and can be decided as before (X4). */
  | { readonly to: 'static' }
  /** Nobody is left and the line runs in a circle: administrators decide (X5). */
  | { readonly to: 'held' };

/** The next one after an idle approver. */
export async function nextHop(chain: Chain, rules: ClimbRules, look: Lookup): Promise<Hop> {
  if (chain.by === 'default') return afterDefault(chain, rules, look);
  if (chain.level >= rules.maxLevels) return toDefault(chain, rules, look, false);
  const step = await up(chain, rules, look);
  return step === 'loop' || step === 'end'
    ? toDefault(chain, rules, look, step === 'loop')
    : next(chain, step);
}

const next = (chain: Chain, id: string, by: Chain['by'] = chain.by): Hop => ({
  to: 'next',
  chain: {
    ...chain,
    ...(by === 'default' && chain.by !== 'default' ? { first: chain.by } : {}),
    at: id,
    by,
    level: chain.level + 1,
    asked: [...chain.asked, id],
  },
});

/** Where a step begins that has lost everybody who was asked: the default approver, or the administrators (W9). */
export async function beginAnew(rules: ClimbRules, look: Lookup): Promise<Chain | 'held'> {
  const nobody: Chain = { at: '', by: 'default', level: -1, asked: [] };
  const hop = await toDefault(nobody, rules, look, true);
  return hop.to === 'next' ? hop.chain : 'held';
}

/** Passes over whoever cannot decide within the same hop (X2, X5). */
async function up(chain: Chain, rules: ClimbRules, look: Lookup): Promise<string> {
  const seen = new Set(chain.asked);
  let from = chain.at;
  for (;;) {
    const found = await look.find(from);
    const above =
      found === null ? null : found.kind === 'group' ? await look.ownerOf(from) : await look.managerOf(from);
    if (above === null) return 'end';
    if (seen.has(above)) return 'loop';
    seen.add(above);
    if (await canDecide(above, rules, look)) return above;
    from = above;
  }
}

/** Whether there is somebody to ask, the requester apart. */
export async function canDecide(id: string, { requesterId }: ClimbRules, look: Lookup): Promise<boolean> {
  if (id === requesterId) return false;
  const found = await look.find(id);
  if (found === null) return false;
  return found.kind === 'group' ? look.hasPeople(id) : found.enabled;
}

async function toDefault(chain: Chain, rules: ClimbRules, look: Lookup, isLoop: boolean): Promise<Hop> {
  const { defaultApproverId: id } = rules;
  if (id === null) return { to: isLoop ? 'held' : 'static' };
  if (await canDecide(id, rules, look)) return next(chain, id, 'default');
  const found = await look.find(id);
  // An empty group stands for its owner (X4).
  const hop: Hop =
    found?.kind === 'group'
      ? await afterDefault({ ...chain, at: id, by: 'default' }, rules, look)
      : { to: 'static' };
  return hop.to === 'static' && isLoop ? { to: 'held' } : hop;
}

/** A default group's owner is asked after its members, and nobody after that (X4). */
async function afterDefault(chain: Chain, rules: ClimbRules, look: Lookup): Promise<Hop> {
  const found = await look.find(chain.at);
  const owner = found?.kind === 'group' ? await look.ownerOf(chain.at) : null;
  if (owner === null || chain.asked.includes(owner)) return { to: 'static' };
  const isPerson = (await look.find(owner))?.kind === 'user';
  return isPerson && (await canDecide(owner, rules, look)) ? next(chain, owner, 'default') : { to: 'static' };
}

/**
 * Who stands in the place of an approver that was asked by climbing and is no longer there (X7).
 * @returns null where nobody else does
 */
export async function successorOf(chain: Chain, rules: ClimbRules, look: Lookup): Promise<Chain | null> {
  const before = chain.asked.at(-2);
  if (chain.by === 'default' || before === undefined) return null;
  const earlier: Chain = { ...chain, at: before, asked: chain.asked.slice(0, -1), level: chain.level - 1 };
  const now = await up(earlier, rules, look);
  if (now === 'loop' || now === 'end' || now === chain.at) return null;
  return { ...chain, at: now, asked: [...earlier.asked, now] };
}
