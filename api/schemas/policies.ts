/** The policies of a role, as bodies and answers have them. */
import { type TSchema, Type } from 'typebox';
import { objectKinds } from '../../workflows/contracts/directory.ts';
import { comparisons } from '../../workflows/contracts/filter.ts';
import { factorKinds } from '../../workflows/contracts/factors.ts';
import { storeKinds } from '../../workflows/contracts/ids.ts';
import { designerTabs, longestMembershipDays } from '../../workflows/contracts/policies.ts';
import { searchedKinds } from '../../workflows/contracts/search.ts';
import { Body, Nullable } from './common.ts';

/** Ids of containers, as the store's list of places names them. */
const PlaceId = Type.String({ minLength: 1, maxLength: 1000 });
const PlaceIds = Type.Array(PlaceId, { maxItems: 100, uniqueItems: true });
const FilterTree = Type.Unknown({
  description: 'A filter tree over the fields of GET /filter-attributes?list=objects, or null for none',
});
const Count = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const Several = <T extends string>(values: readonly T[]) =>
  Type.Array(Type.Enum([...values]), { uniqueItems: true });

const GroupOwners = Body({
  primaryRequired: Type.Boolean({ description: 'The owner may be changed, not removed' }),
  minAdditional: Count(0, 3),
  maxAdditional: Count(0, 100),
});

export const NamePrefixes = Type.Array(Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' }), {
  maxItems: 50,
  description: 'What names of new groups may begin with; none stands there twice, whatever its case',
});

const GroupNamePrefixes = Body({
  prefixes: NamePrefixes,
  enforce: Type.Boolean({ description: 'New groups bear one of these prefixes; counts for the active role' }),
});

const NewObject = Body({
  ownContainerOnly: Type.Boolean({ description: "In the container of one's own account only" }),
  containers: Body(
    { user: PlaceIds, group: PlaceIds, contact: PlaceIds },
    { description: 'By kind of object; none is any' },
  ),
});

const Search = Body(
  { containerId: Nullable(PlaceId), filter: FilterTree },
  { description: 'What holders find and open; both parts must hold, neither is the whole store' },
);

const HiddenFields = Body(
  {
    names: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 200, uniqueItems: true }),
  },
  {
    description:
      'Fields of GET /stores/{storeId}/hideable-fields that holders do not read, search, sort or write; a role that shows one shows it',
  },
);

const Authentication = Body(
  {
    enforcedFactors: Several(factorKinds),
    chosenByUser: Count(0, factorKinds.length),
    secondFactor: Type.Boolean({ description: 'Sign-in asks for one enrolled factor' }),
  },
  { description: 'Within the factors the store offers; they need enrolment to be on' },
);

const Password = Body({
  questions: Count(1, 20),
  minAnswerLength: Count(1, 50),
  failThreshold: Count(1, 50),
  lockMinutes: Count(1, 1440),
  rejectUserName: Type.Boolean(),
  rejectDisplayName: Type.Boolean(),
  rejectFirstName: Type.Boolean(),
  rejectLastName: Type.Boolean(),
  rejectLeadingDigit: Type.Boolean(),
  rejectTrailingDigit: Type.Boolean(),
  rejectConsecutive: Type.Boolean(),
  enforceHistory: Type.Boolean(),
  enforceOnProfile: Type.Boolean(),
});

const BreakGlass = Body(
  { enabled: Type.Boolean() },
  {
    description:
      'Holders may have a change done at once that would wait for approval; the role names a group or a container',
  },
);

const Memberships = Body({
  longestDays: {
    ...Nullable(Count(1, longestMembershipDays)),
    description:
      'A membership that holders give or ask for needs an end, so many days ahead at most; null is no limit',
  },
});

const SynchronizeRules = Type.Array(
  Body({
    provider: Type.Enum([...storeKinds]),
    storeId: Nullable(Type.String({ format: 'uuid' })),
    kind: Nullable(Type.Enum([...objectKinds])),
    attribute: Nullable(Type.String({ minLength: 1, maxLength: 64 })),
    allow: Type.Boolean(),
  }),
  { maxItems: 200 },
);

const Synchronize = Body(
  { source: SynchronizeRules, destination: SynchronizeRules },
  {
    description:
      'What jobs of holders may read from and write to. Null is all; the rule that says most counts: attribute before kind before store. Not in use before there are jobs',
  },
);

const QueryDesigner = Body({
  newGroupsOnly: Type.Boolean(),
  startIn: Body({ containerIds: PlaceIds, enforce: Type.Boolean() }),
  objectTypes: Body({ kinds: Several(searchedKinds), enforce: Type.Boolean() }),
  hiddenTabs: Several(designerTabs),
  attributes: Nullable(
    Type.Array(
      Body({
        name: Type.String({ minLength: 1, maxLength: 64 }),
        operators: Type.Array(Type.Enum([...comparisons, 'present']), { minItems: 1, uniqueItems: true }),
      }),
      { maxItems: 200 },
    ),
  ),
  defaultFilter: FilterTree,
});

export const QueryRules = Type.Object(QueryDesigner.properties, { title: 'QueryRules' });

const policies = {
  groupOwners: GroupOwners,
  groupNamePrefixes: GroupNamePrefixes,
  newObject: NewObject,
  search: Search,
  hiddenFields: HiddenFields,
  authentication: Authentication,
  password: Password,
  breakGlass: BreakGlass,
  memberships: Memberships,
  synchronize: Synchronize,
  queryDesigner: QueryDesigner,
} as const satisfies Record<string, TSchema>;

/** The policies that are named replace those of the role; the others stay. */
export const PoliciesBody = Type.Partial(Body(policies), { additionalProperties: false });
export const PoliciesView = Type.Object(policies, { title: 'RolePolicies' });
