import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type ClimbRules,
  type Lookup,
  nextHop,
  successorOf,
} from '../../activities/platform/approvals/climb.ts';
import { handOver, hasStanding, withMembers } from '../../activities/platform/approvals/hand-over.ts';

interface World {
  readonly managers?: Readonly<Record<string, string>>;
  readonly owners?: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly disabled?: readonly string[];
}

const lookup = (
  { managers = {}, owners = {}, groups = {}, disabled = [] }: World,
  requester: string,
): Lookup => ({
  find: (id) =>
    Promise.resolve({
      kind: id in groups ? ('group' as const) : ('user' as const),
      enabled: !disabled.includes(id),
    }),
  managerOf: (id) => Promise.resolve(managers[id] ?? null),
  ownerOf: (id) => Promise.resolve(owners[id] ?? null),
  hasPeople: (id) =>
    Promise.resolve((groups[id] ?? []).some((one) => one !== requester && !disabled.includes(one))),
});

const start = (at: string): Chain => ({ at, by: 'object', level: 0, asked: [at] });
const line = { A: 'B', B: 'C', C: 'D', D: 'E' };

/** Whom a request reaches on days 0, 5, 10 ..., and how it ends. */
async function days(world: World, options: Partial<ClimbRules> & { from?: string } = {}): Promise<string[]> {
  const { from = 'A', ...given } = options;
  const rules = { maxLevels: 3, defaultApproverId: 'default', requesterId: 'requester', ...given };
  const look = lookup(world, rules.requesterId);
  const reached = [from];
  let chain = start(from);
  for (let hops = 0; hops < 20; hops += 1) {
    const hop = await nextHop(chain, rules, look);
    if (hop.to !== 'next') return [...reached, hop.to];
    chain = hop.chain;
    reached.push(chain.at);
  }
  throw new Error('It climbs for ever.');
}

describe('[access-and-approvals T7] levels 3, A to B to C to D', () => {
  it('[access-and-approvals X1] goes up level by level, then to the default approver', async () => {
    expect(await days({ managers: line })).toEqual(['A', 'B', 'C', 'D', 'default', 'static']);
  });
  it('[access-and-approvals X4] is static after the last level where there is no default approver', async () => {
    expect(await days({ managers: line }, { defaultApproverId: null })).toEqual([
      'A',
      'B',
      'C',
      'D',
      'static',
    ]);
  });
  it('[access-and-approvals X2] C disabled: D is level 2', async () => {
    const reached = await days({ managers: line, disabled: ['C'] });
    expect(reached).toEqual(['A', 'B', 'D', 'E', 'default', 'static']);
  });
  it('[access-and-approvals X2] C has no manager: the default approver', async () => {
    expect(await days({ managers: { A: 'B', B: 'C' } })).toEqual(['A', 'B', 'C', 'default', 'static']);
  });
  it("[access-and-approvals X5] C's manager is A: the default approver, and held without one", async () => {
    const managers = { A: 'B', B: 'C', C: 'A' };
    expect(await days({ managers })).toEqual(['A', 'B', 'C', 'default', 'static']);
    expect(await days({ managers }, { defaultApproverId: null })).toEqual(['A', 'B', 'C', 'held']);
    expect(await days({ managers, disabled: ['default'] })).toEqual(['A', 'B', 'C', 'held']);
  });
  it('[access-and-approvals X5] the requester is B: passed over', async () => {
    const reached = await days({ managers: line }, { requesterId: 'B' });
    expect(reached).toEqual(['A', 'C', 'D', 'E', 'default', 'static']);
  });
  it('a loop of people who cannot decide ends', async () => {
    const managers = { A: 'B', B: 'C', C: 'B' };
    expect(await days({ managers, disabled: ['B', 'C'] })).toEqual(['A', 'default', 'static']);
  });
});

describe('groups [access-and-approvals X3] [access-and-approvals X4]', () => {
  it('members, then the owner, then his managers', async () => {
    const world = { groups: { G: ['m1'] }, owners: { G: 'O' }, managers: { O: 'P' } };
    expect(await days(world, { from: 'G' })).toEqual(['G', 'O', 'P', 'default', 'static']);
  });
  it('an owner that is a group: its members, then its owner', async () => {
    const world = { groups: { G: ['m1'], H: ['m2'] }, owners: { G: 'H', H: 'O' } };
    expect(await days(world, { from: 'G' })).toEqual(['G', 'H', 'O', 'default', 'static']);
  });
  it('an owning group without people is passed over', async () => {
    const world = { groups: { G: ['m1'], H: [] }, owners: { G: 'H', H: 'O' } };
    expect(await days(world, { from: 'G' })).toEqual(['G', 'O', 'default', 'static']);
  });
  it('a default group: members, then its owner, then nobody', async () => {
    const world = { groups: { default: ['m1'] }, owners: { default: 'O' }, managers: { O: 'P' } };
    expect(await days(world)).toEqual(['A', 'default', 'O', 'static']);
  });
  it('a default group that is empty or all disabled: straight to its owner', async () => {
    expect(await days({ groups: { default: [] }, owners: { default: 'O' } })).toEqual(['A', 'O', 'static']);
    const allDisabled = { groups: { default: ['x'] }, owners: { default: 'O' }, disabled: ['x'] };
    expect(await days(allDisabled)).toEqual(['A', 'O', 'static']);
  });
  it('a default group owned by a group: static', async () => {
    const world = { groups: { default: ['m1'], H: ['m2'] }, owners: { default: 'H' } };
    expect(await days(world)).toEqual(['A', 'default', 'static']);
  });
});

describe('[access-and-approvals X7] an approver who is no longer the manager', () => {
  const rules = { maxLevels: 3, defaultApproverId: null, requesterId: 'requester' };
  const atB: Chain = { at: 'B', by: 'object', level: 1, asked: ['A', 'B'] };
  it('gives way to the successor, from whom the chain goes on', async () => {
    const look = lookup({ managers: { A: 'N', N: 'M' } }, 'requester');
    const moved = await successorOf(atB, rules, look);
    expect(moved).toEqual({ at: 'N', by: 'object', level: 1, asked: ['A', 'N'] });
    if (moved === null) throw new Error('It moves.');
    expect(await nextHop(moved, rules, look)).toMatchObject({ to: 'next', chain: { at: 'M', level: 2 } });
  });
  it('stays while nothing has changed, or where nobody follows', async () => {
    expect(await successorOf(atB, rules, lookup({ managers: { A: 'B' } }, 'requester'))).toBeNull();
    expect(await successorOf(atB, rules, lookup({}, 'requester'))).toBeNull();
    expect(await successorOf(start('A'), rules, lookup({ managers: { A: 'N' } }, 'requester'))).toBeNull();
  });
});

describe('[access-and-approvals X7] an owner or manager who is none any more', () => {
  const by = (kind: Chain['by'], at: string): Chain => ({ at, by: kind, level: 0, asked: [at] });
  const over = (chains: readonly Chain[], owners: readonly string[], unable: readonly string[] = []) =>
    handOver(chains, new Map([['owners', owners] as const]), (id) => Promise.resolve(!unable.includes(id)));

  it('gives way to who is; who still is, and who was named, stays', async () => {
    const chains = [by('owners', 'O1'), by('owners', 'O2'), by('object', 'O1')];
    expect(await over(chains, ['O1', 'O2'])).toEqual({ chains, added: [], left: [] });
    expect(await over(chains, ['N', 'O2'])).toEqual({
      chains: [by('owners', 'N'), chains[1], chains[2]],
      added: ['N'],
      left: ['O1'],
    });
    expect((await over(chains, ['N', 'O2'], ['N'])).added, 'the requester, or disabled').toEqual([]);
  });
  it('two who go have two successors, where there are two', async () => {
    const chains = [by('owners', 'O1'), by('owners', 'O2')];
    expect((await over(chains, ['N', 'M'])).added).toEqual(['N', 'M']);
    const moved = await over(chains, ['N']);
    expect(moved).toEqual({ chains: [by('owners', 'N')], added: ['N'], left: ['O1', 'O2'] });
    expect((await over(chains, [])).chains, 'nobody is left').toEqual([]);
  });
  it('[access-and-approvals X6] who was reached by climbing from there is asked on; the way up begins at the successor', async () => {
    const climbed: Chain = { at: 'B', by: 'owners', level: 1, asked: ['A', 'B'] };
    expect(await over([climbed], ['N'])).toEqual({
      chains: [{ at: 'B', by: 'object', level: 1, asked: ['B'], ended: true }, by('owners', 'N')],
      added: ['N'],
      left: ['A'],
    });
    const alone = await over([climbed], []);
    expect(alone).toMatchObject({ chains: [{ at: 'B', by: 'object', asked: ['B'] }], left: ['A'] });
    expect(hasStanding(alone.chains)).toBe(false);
    // Also where the default approver has been reached.
    const hop = await nextHop(
      { ...climbed, level: 3 },
      { maxLevels: 3, defaultApproverId: 'D', requesterId: 'R' },
      lookup({}, 'R'),
    );
    if (hop.to !== 'next') throw new Error('It goes on.');
    expect(await over([hop.chain], [])).toMatchObject({
      chains: [{ at: 'D', by: 'default', asked: ['B', 'D'] }],
      left: ['A'],
    });
  });
  it('a group that owned it takes those along who were in it when it was asked', async () => {
    const group = withMembers(by('owners', 'G'), [{ id: 'P' }, { id: 'Q' }]);
    expect(await over([group], ['N'])).toMatchObject({ added: ['N'], left: ['P', 'Q'] });
  });
});
