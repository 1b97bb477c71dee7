import { type Static, Type } from 'typebox';
import {
  approvalEvents,
  approvalModes,
  approvalObjects,
  approverKinds,
  filterSubjects,
  filterTests,
  mostDays,
  mostExpiryDays,
  mostLevels,
  mostReminderDays,
  noApproverChoices,
  selfApprovals,
  systemWorkflows,
} from '../../workflows/contracts/approvals.ts';
import { Body, Nullable, ObjectId, Uuid } from './common.ts';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Description = Type.String({ maxLength: 256 });
const Objects = Type.Array(Type.Enum([...approvalObjects]), { minItems: 1, maxItems: 5, uniqueItems: true });
const Event = Type.Enum([...approvalEvents], {
  description: 'What happens to the object; grant, change and remove are of entitlements, run is of jobs',
});
const FieldName = Type.String({ minLength: 1, maxLength: 64 });
const Fields = Type.Array(FieldName, {
  maxItems: 100,
  uniqueItems: true,
  description: 'edit: the fields it holds; every other event is held whole',
});
const Filter = Body({
  subject: Type.Enum([...filterSubjects]),
  attribute: FieldName,
  test: Type.Enum([...filterTests]),
  value: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
});
const Filters = Type.Array(Filter, { maxItems: 20, description: 'It fires only where all of them hold' });
const Approver = Body({
  kind: Type.Enum([...approverKinds]),
  id: Type.Optional({ ...ObjectId, description: 'object: a user or a group of the store' }),
});
const Approvers = Type.Array(Approver, { maxItems: 20 });
const Mode = Type.Enum([...approvalModes], {
  description: 'any: one of all of them decides; all: each of them; sequence: each, in this order',
});

const Acceleration = Type.Boolean({
  description: 'Idle approvers are joined by the next ones up the line, where the store has that on',
});

const MailApproval = Type.Boolean({
  description: 'The mail that asks an approver holds links to decide by, each for one use',
});

const PortalId = Nullable({
  ...Uuid,
  description: 'A portal of the store to which its mails lead; null: to the one somebody used last',
});

export const WorkflowParams = Type.Object({ storeId: Uuid, workflowId: Uuid });

export const CreateWorkflowBody = Body({
  name: Name,
  description: Type.Optional(Description),
  objects: Objects,
  event: Event,
  fields: Type.Optional(Fields),
  filters: Type.Optional(Filters),
  approvers: Approvers,
  mode: Type.Optional(Mode),
  acceleration: Type.Optional(Acceleration),
  mailApproval: Type.Optional(MailApproval),
  portalId: Type.Optional(PortalId),
  enabled: Type.Optional(Type.Boolean()),
});

export const UpdateWorkflowBody = Body(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    objects: Type.Optional(Objects),
    event: Type.Optional(Event),
    fields: Type.Optional(Fields),
    filters: Type.Optional(Filters),
    approvers: Type.Optional(Approvers),
    mode: Type.Optional(Mode),
    acceleration: Type.Optional(Acceleration),
    mailApproval: Type.Optional(MailApproval),
    portalId: Type.Optional(PortalId),
    enabled: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);

export const WorkflowView = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    name: Type.String(),
    description: Type.String(),
    system: Nullable(
      Type.Enum([...systemWorkflows], {
        description:
          'One of the eight every store has: only approvers, how many of them decide, mail approval, acceleration and whether it is on can be changed; webhooks are bound to it at the webhook',
      }),
    ),
    objects: Objects,
    event: Event,
    fields: Fields,
    filters: Filters,
    approvers: Type.Array(
      Type.Object({
        kind: Type.Enum([...approverKinds]),
        id: Type.Optional(Type.String()),
        name: Type.Optional(Type.String({ description: 'Of the user or group, where search knows it' })),
      }),
    ),
    mode: Mode,
    acceleration: Type.Boolean(),
    mailApproval: Type.Boolean(),
    portalId: PortalId,
    enabled: Type.Boolean(),
    raised: Type.Boolean({ description: 'False while no action of Muster raises it' }),
    version: Type.Integer(),
  },
  { title: 'ApprovalWorkflow' },
);
export const WorkflowList = Type.Object({
  items: Type.Array(WorkflowView),
  sendsMail: Type.Boolean({
    description: 'False without a mail server: requests stand in the inbox only, and nobody decides by mail',
  }),
  portals: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'Those that show the store, for the mails to lead to',
  }),
});

const settings = {
  selfApproval: Type.Enum([...selfApprovals], {
    description:
      'The requester is an approver. autoApprove: has approved by asking; skip: the others decide; forbid: somebody else must decide in that place',
  }),
  noApprover: Type.Enum([...noApproverChoices], {
    description: 'Nobody is left to ask. hold: administrators decide; autoApprove: it is let through',
  }),
  defaultApproverId: Nullable(ObjectId),
  acceleration: Type.Boolean(),
  maxLevels: Type.Integer({ minimum: 1, maximum: mostLevels, description: 'How far up a request may climb' }),
  days: Type.Integer({ minimum: 1, maximum: mostDays, description: 'How long an approver may be idle' }),
};
const waiting = {
  expiryDays: Type.Integer({
    minimum: 0,
    maximum: mostExpiryDays,
    description: 'How long a request may wait for people; 0 for ever. Counts for those asked from now on',
  }),
  reminderDays: Type.Integer({
    minimum: 0,
    maximum: mostReminderDays,
    description: 'How often approvers are reminded by mail; 0 for never. Counts for those asked from now on',
  }),
};
export const WorkflowSettingsBody = Body({
  ...settings,
  expiryDays: Type.Optional(waiting.expiryDays),
  reminderDays: Type.Optional(waiting.reminderDays),
});
export const WorkflowSettingsView = Type.Object(
  { ...settings, ...waiting, version: Type.Integer({ description: '0 while nothing is set' }) },
  { title: 'ApprovalSettings' },
);

export const TestWorkflowsBody = Body({
  requesterId: ObjectId,
  object: Type.Enum([...approvalObjects]),
  event: Event,
  targetId: Type.Optional({ ...ObjectId, description: 'Needed for everything but a creation' }),
  fields: Type.Optional({ ...Fields, description: 'edit: what would be changed' }),
  system: Type.Optional(
    Type.Enum([...systemWorkflows], {
      description: 'What would be done, where a system workflow is about it',
    }),
  ),
  newManagerId: Type.Optional({
    ...ObjectId,
    description: 'transferUser: to whom; needed for it, and only for it',
  }),
});
export type TestWorkflows = Static<typeof TestWorkflowsBody>;

const AskedPerson = Type.Object({ id: Type.String(), name: Type.String() });
export const TestWorkflowsResult = Type.Object(
  {
    free: Type.Boolean({ description: 'Something, or everything, would be done at once' }),
    freeFields: Fields,
    waits: Type.Array(
      Type.Object({
        fields: Fields,
        workflows: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
        steps: Type.Array(
          Type.Object({
            stage: Type.Integer({ description: 'Steps of one stage are asked side by side' }),
            rule: Type.String(),
            held: Type.Boolean({ description: 'Nobody could be asked; administrators decide' }),
            auto: Nullable(
              Type.Enum(['requester', 'nobody'], { description: 'Approved at once, and for which reason' }),
            ),
            approvers: Type.Array(AskedPerson),
          }),
        ),
      }),
    ),
  },
  { title: 'WorkflowTest' },
);
