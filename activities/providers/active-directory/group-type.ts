/**
 * `groupType`: a signed 32-bit sum of flags (MS-ADTS 2.2.12) behind the two fields people know. [groups 1.5]
 */
import type { GroupCategory, GroupScope } from '../../../workflows/contracts/directory.ts';

const securityBit = 0x80000000;
export const scopeBits = { global: 2, domainLocal: 4, universal: 8 } as const satisfies Record<
  GroupScope,
  number
>;
const scopeMask = scopeBits.global | scopeBits.domainLocal | scopeBits.universal;

export const categoryOf = (groupType: number): GroupCategory =>
  (groupType & securityBit) === 0 ? 'distribution' : 'security';

/** Null for groups without one of the three scopes, such as application basic groups. */
export function scopeOf(groupType: number): GroupScope | null {
  const bits = groupType & scopeMask;
  const found = Object.entries(scopeBits).find(([, bit]) => bit === bits);
  return found === undefined ? null : (found[0] as GroupScope);
}

/** The new value with category and scope replaced; all other bits stay. Signed, as the directory writes it. */
export function withKind(
  groupType: number,
  change: { readonly category?: GroupCategory; readonly scope?: GroupScope },
): number {
  let value = groupType;
  if (change.category !== undefined) {
    value = change.category === 'security' ? value | securityBit : value & ~securityBit;
  }
  if (change.scope !== undefined) value = (value & ~scopeMask) | scopeBits[change.scope];
  return value | 0;
}

/** Why a change of scope is refused and the way to it, by `<from>><to>`. */
export const scopeRefused: Readonly<Record<string, string>> = {
  'global>domainLocal':
    'A global group cannot become domain local in one step. Make it universal first, then domain local.',
  'domainLocal>global':
    'A domain local group cannot become global in one step. Make it universal first, then global.',
  'global>universal':
    'The group cannot become universal while it is a member of global groups. Take it out of those first.',
  'domainLocal>universal':
    'The group cannot become universal while domain local groups are its members. Take those out first.',
  'universal>global':
    'The group cannot become global while universal groups or members of other domains are in it. Take those out first.',
};

export const scopeRefusedAtAll =
  'The directory does not allow this change of scope for this group. Choose another scope.';

export const categoryRefused =
  'The directory does not allow this group to change between security and distribution. Make a new group of the other category.';
