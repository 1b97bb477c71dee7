/** Creates a static group; the creator is its primary owner and first member unless told otherwise (groups 1.1). */
import type { CreateGroupInput } from '../../../workflows/contracts/actions.ts';
import type { Attributes } from '../../../workflows/contracts/directory.ts';
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import { ProviderError } from '../../providers/contract.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf } from '../draft.ts';
import { requireGroupRight } from '../group.ts';
import { RequestRefused } from '../refused.ts';
import { readSeen } from '../seen.ts';
import { excludedWarnings } from './excluded.ts';
import { accountNameFrom, checkGroupFields, ownerWarnings, requireObjects } from './group-fields.ts';
import { chosenContainer, requireOwners, requirePrefix } from './group-policies.ts';
import { refuseLockedFields } from './hidden-fields.ts';
import { refuseNotTaken } from './taken.ts';

export async function planCreateGroup(context: PlanContext): Promise<Draft> {
  const asked = context.request.input as unknown as CreateGroupInput;
  requireGroupRight(context, 'create', null);
  // Levels for owners hold for whoever is to own it.
  const owner = asked.owner === undefined ? context.actor.id : asked.owner;
  const additionalOwners = [...new Set(asked.additionalOwners ?? [])];
  refuseLockedFields(context, owner === null ? additionalOwners : [owner, ...additionalOwners], asked);
  const container = await chosenContainer(context, asked.container);
  const input = container === undefined ? asked : { ...asked, container };
  const { provider, store, actor } = context;
  const { vocabulary, groupRules } = provider;
  const fields = {
    category: groupRules.defaultCategory,
    scope: groupRules.defaultScope,
    accountName: accountNameFrom(groupRules, input.name),
    ...input,
  };
  checkGroupFields(groupRules, input);
  requirePrefix(context, input.name);

  const members = [...new Set(input.members ?? [actor.id])];
  requireOwners(context, null, { primary: owner, additional: additionalOwners });
  const people = await readSeen(context, [
    ...(owner === null ? [] : [owner]),
    ...members,
    ...additionalOwners,
  ]);
  const names = new Map(people.map((person) => [person.id, person.displayName]));
  requireObjects(names, { owner: owner === null ? [] : [owner], members, additionalOwners }, store.name);
  await refuseNotTaken(context, people, [
    { purpose: 'owner', field: () => 'owner', ids: owner === null ? [] : [owner] },
    { purpose: 'members', field: (index) => `members/${index}`, ids: members },
    { purpose: 'additionalOwner', field: (index) => `additionalOwners/${index}`, ids: additionalOwners },
  ]);
  try {
    await refuseTakenName(context, input);
  } catch (error) {
    if (input.container === undefined || !isMissing(error)) throw error;
    throw RequestRefused.field(
      'value.invalid',
      'container',
      `${store.name} has no container ${input.container}. Choose a container you may create in.`,
    );
  }

  const attributes: Attributes = Object.fromEntries(
    (
      [
        [vocabulary.name, [input.name]],
        [vocabulary.accountName, [fields.accountName]],
        [vocabulary.displayName, [input.displayName ?? input.name]],
        [vocabulary.description, given(input.description)],
        [vocabulary.mail, given(input.mail)],
        [vocabulary.groupCategory, [fields.category]],
        [vocabulary.groupScope, [fields.scope]],
        [vocabulary.owner, owner === null ? [] : [owner]],
        [vocabulary.member, members],
      ] as const
    ).flatMap(([name, values]) => (name === undefined || values.length === 0 ? [] : [[name, values]])),
  );
  const change: PlannedChange = {
    storeId: store.id,
    kind: 'group',
    objectId: null,
    objectName: input.displayName ?? input.name,
    operation: 'create',
    container: input.container ?? null,
    attributes,
    settings: {
      securityType: { old: null, new: input.securityType ?? 'semi-private' },
      ...(additionalOwners.length === 0 ? {} : { additionalOwners: { add: additionalOwners, remove: [] } }),
    },
  };
  return {
    target: { id: null, name: change.objectName },
    changes: [change],
    items: itemsOf(store.name, [change], names),
    warnings: [
      ...ownerWarnings(people, owner, additionalOwners),
      ...(await excludedWarnings(context, input.container)),
    ],
    asking: { event: 'create', group: null },
  };
}

const given = (value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [value];

/** Said before anybody is asked to approve; the directory itself decides at the write. */
async function refuseTakenName(context: PlanContext, input: CreateGroupInput): Promise<void> {
  const { provider } = context;
  const attribute = provider.vocabulary.name;
  if (attribute === undefined) return;
  const container = input.container ?? (await provider.discover()).defaultContainers.group;
  const query = {
    kinds: ['group', 'user', 'contact', 'computer'] as const,
    filter: { op: 'compare', attribute, test: 'equals', value: input.name } as const,
    attributes: [attribute],
    pageSize: 50,
    ...(container === undefined ? {} : { container, directlyIn: true }),
  };
  for await (const page of provider.search(query)) {
    if (page.objects.length > 0) {
      throw RequestRefused.field(
        'object.exists',
        'name',
        `${input.name} already exists in ${container ?? 'this store'}.`,
      );
    }
  }
}

/** The search found no place to look in. */
const isMissing = (error: unknown): boolean =>
  error instanceof ProviderError && error.code === 'object.notFound';
