/**
 * What a role says beyond its permissions (access-and-approvals 4). A role keeps only what differs from the defaults;
 * `policiesOf` gives the whole. Policies come from the person's active role alone, but for `search` with its
 * `hiddenFields`, `newObject` and the list of `groupNamePrefixes`, which unite over all their roles (O3).
 */
import type { FieldProblem } from './errors.ts';
import type { FactorKind } from './factors.ts';
import { attributesIn, type ComparisonTest, type Filter } from './filter.ts';
import type { SearchedKind } from './search.ts';
import type { SynchronizePolicy } from './synchronize-policy.ts';

/** Y1. Owners beyond the directory's own are the additional ones. */
export interface GroupOwnersPolicy {
  /** The owner may be changed, not removed. Entra ID demands it in any case. */
  readonly primaryRequired: boolean;
  /** 0 to 3. */
  readonly minAdditional: number;
  /** 0 to 100. A group that is beyond it keeps its owners, but gains none. */
  readonly maxAdditional: number;
}

/** Y2. */
export interface GroupNamePrefixesPolicy {
  readonly prefixes: readonly string[];
  /** New groups bear one of these prefixes, and no other will do. Counts for the active role only. */
  readonly enforce: boolean;
}

/** Kinds people may create. */
export const createdKinds = ['user', 'group', 'contact'] as const;
export type CreatedKind = (typeof createdKinds)[number];

/** Y3. Not for directories without containers. */
export interface NewObjectPolicy {
  /** In the container of one's own account only; the lists below do not count then. */
  readonly ownContainerOnly: boolean;
  /** Ids of containers, by kind of object; none: any. */
  readonly containers: Readonly<Record<CreatedKind, readonly string[]>>;
}

/** Y4. What its holders find and open at all; both parts hold, and neither given is the whole store. */
export interface SearchPolicy {
  /** As the store's list of places names it; what is below it counts, at any depth. */
  readonly containerId: string | null;
  readonly filter: Filter | null;
}

/**
 * What its holders do not read of the objects they find (users-and-search S1.3): neither shown nor searched, sorted,
 * filtered or written by them. As with `search`, roles unite what may be read: a field is hidden only from whoever
 * holds no role that shows it.
 */
export interface HiddenFieldsPolicy {
  /** Fields as lists name them: concepts, and attributes of the directory by their own name. See `hideableFields`. */
  readonly names: readonly string[];
}

/** Y5. Within what the store offers: see `authenticationProblems`. */
export interface AuthenticationPolicy {
  /** Every one of them is asked for in a step-up. */
  readonly enforcedFactors: readonly FactorKind[];
  /** So many others, which the person chooses. */
  readonly chosenByUser: number;
  /** Sign-in asks for one of the person's enrolled factors. */
  readonly secondFactor: boolean;
}

/** Y6. */
export interface PasswordPolicy {
  /** How many security questions a person answers. */
  readonly questions: number;
  /** Characters. */
  readonly minAnswerLength: number;
  /** So many failures of a factor in a row lock the person out of Muster, not out of the directory. */
  readonly failThreshold: number;
  readonly lockMinutes: number;
  readonly rejectUserName: boolean;
  readonly rejectDisplayName: boolean;
  readonly rejectFirstName: boolean;
  readonly rejectLastName: boolean;
  readonly rejectLeadingDigit: boolean;
  readonly rejectTrailingDigit: boolean;
  /** Identical characters side by side. */
  readonly rejectConsecutive: boolean;
  readonly enforceHistory: boolean;
  /** The checks hold for a reset from somebody's profile page, too. */
  readonly enforceOnProfile: boolean;
}

/** B6. For the holders of a role that names them: not for everybody. */
export interface BreakGlassPolicy {
  /** They may have a change done at once that would wait for approval, with a reason that everybody reads. */
  readonly enabled: boolean;
}
/** Characters of the reason for doing without approval. */
export const breakGlassReason = { shortest: 20, longest: 1000 } as const;

/** B5. */
export interface MembershipsPolicy {
  /** So many days a membership may last that a holder gives or asks for, which then needs an end; null: no limit. */
  readonly longestDays: number | null;
}
export const longestMembershipDays = 3650;

/** Tabs of the query designer that can be hidden; General cannot. */
export const designerTabs = [
  'storage',
  'filterCriteria',
  'includeExclude',
  'database',
  'passwordExpiry',
] as const;
export type DesignerTab = (typeof designerTabs)[number];

/** Y10. */
export interface QueryDesignerPolicy {
  /** The policy holds for queries of new groups only. */
  readonly newGroupsOnly: boolean;
  /** Where queries begin to look; enforced, they look nowhere else. */
  readonly startIn: { readonly containerIds: readonly string[]; readonly enforce: boolean };
  /** None: all. Enforced they are fixed, else they may be reduced, never extended. */
  readonly objectTypes: { readonly kinds: readonly SearchedKind[]; readonly enforce: boolean };
  readonly hiddenTabs: readonly DesignerTab[];
  /** Attributes with the operators allowed for each; null: those of the portal. */
  readonly attributes:
    readonly { readonly name: string; readonly operators: readonly (ComparisonTest | 'present')[] }[] | null;
  /** What a new query begins with. */
  readonly defaultFilter: Filter | null;
}

export interface RolePolicies {
  readonly groupOwners: GroupOwnersPolicy;
  readonly groupNamePrefixes: GroupNamePrefixesPolicy;
  readonly newObject: NewObjectPolicy;
  readonly search: SearchPolicy;
  readonly hiddenFields: HiddenFieldsPolicy;
  readonly authentication: AuthenticationPolicy;
  readonly password: PasswordPolicy;
  readonly breakGlass: BreakGlassPolicy;
  readonly memberships: MembershipsPolicy;
  readonly synchronize: SynchronizePolicy;
  readonly queryDesigner: QueryDesignerPolicy;
}

/** As a role keeps them: what is absent is as in the defaults. */
export type StoredPolicies = Partial<RolePolicies>;

const defaultPolicies: RolePolicies = {
  groupOwners: { primaryRequired: false, minAdditional: 0, maxAdditional: 100 },
  groupNamePrefixes: { prefixes: [], enforce: false },
  newObject: { ownContainerOnly: false, containers: { user: [], group: [], contact: [] } },
  search: { containerId: null, filter: null },
  hiddenFields: { names: [] },
  authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: false },
  password: {
    questions: 4,
    minAnswerLength: 3,
    failThreshold: 5,
    lockMinutes: 15,
    rejectUserName: false,
    rejectDisplayName: false,
    rejectFirstName: false,
    rejectLastName: false,
    rejectLeadingDigit: false,
    rejectTrailingDigit: false,
    rejectConsecutive: false,
    enforceHistory: false,
    enforceOnProfile: false,
  },
  breakGlass: { enabled: false },
  memberships: { longestDays: null },
  synchronize: { source: [], destination: [] },
  queryDesigner: {
    newGroupsOnly: false,
    startIn: { containerIds: [], enforce: false },
    objectTypes: { kinds: [], enforce: false },
    hiddenTabs: [],
    attributes: null,
    defaultFilter: null,
  },
};

/** Every policy of a role, defaults included. */
export const policiesOf = (stored: StoredPolicies): RolePolicies => ({
  groupOwners: { ...defaultPolicies.groupOwners, ...stored.groupOwners },
  groupNamePrefixes: { ...defaultPolicies.groupNamePrefixes, ...stored.groupNamePrefixes },
  newObject: { ...defaultPolicies.newObject, ...stored.newObject },
  search: { ...defaultPolicies.search, ...stored.search },
  hiddenFields: { ...defaultPolicies.hiddenFields, ...stored.hiddenFields },
  authentication: { ...defaultPolicies.authentication, ...stored.authentication },
  password: { ...defaultPolicies.password, ...stored.password },
  breakGlass: { ...defaultPolicies.breakGlass, ...stored.breakGlass },
  memberships: { ...defaultPolicies.memberships, ...stored.memberships },
  synchronize: { ...defaultPolicies.synchronize, ...stored.synchronize },
  queryDesigner: { ...defaultPolicies.queryDesigner, ...stored.queryDesigner },
});

/** What a schema of single values cannot say. Whether named containers exist, filters and factors fit the store, is checked where the store is known. */
export function policyProblems(stored: StoredPolicies): FieldProblem[] {
  const { groupOwners, groupNamePrefixes, queryDesigner } = policiesOf(stored);
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string) =>
    problems.push({ field: `policies/${field}`, code: 'value.invalid', message });
  if (groupOwners.maxAdditional < groupOwners.minAdditional) {
    problem('groupOwners/maxAdditional', 'must not be less than the fewest additional owners');
  }
  const { prefixes } = groupNamePrefixes;
  if (isNamedTwice(prefixes)) {
    problem('groupNamePrefixes/prefixes', 'names a prefix twice');
  }
  if (groupNamePrefixes.enforce && prefixes.length === 0) {
    problem('groupNamePrefixes/prefixes', 'must name a prefix where one is enforced');
  }
  const { attributes, defaultFilter } = queryDesigner;
  if (attributes?.length === 0) {
    problem('queryDesigner/attributes', 'must name an attribute; leave it out for those of the portal');
  }
  if (attributes !== null && defaultFilter !== null) {
    const allowed = new Set(attributes.map(({ name }) => name));
    const others = attributesIn(defaultFilter).filter((name) => !allowed.has(name));
    if (others.length > 0) {
      problem('queryDesigner/defaultFilter', `uses ${others.join(', ')}, which the policy does not allow`);
    }
  }
  return problems;
}

/** Case tells no name from another. */
export const isNamedTwice = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;
