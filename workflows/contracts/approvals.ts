/** Approval workflow definitions: which change has to wait, and for whom (access-and-approvals 6). */

export const approvalObjects = ['user', 'contact', 'group', 'entitlement', 'job'] as const;
export type ApprovalObject = (typeof approvalObjects)[number];

export const approvalEvents = ['create', 'edit', 'delete', 'grant', 'change', 'remove', 'run'] as const;
export type ApprovalEvent = (typeof approvalEvents)[number];

const ofObjects: readonly ApprovalEvent[] = ['create', 'edit', 'delete'];

/** What can happen to each kind of object. */
export const eventsOf: Readonly<Record<ApprovalObject, readonly ApprovalEvent[]>> = {
  user: ofObjects,
  contact: ofObjects,
  group: ofObjects,
  entitlement: ['grant', 'change', 'remove'],
  job: ['run'],
};

/** The fields of a group that a workflow may hold, by their names in requests. */
export const groupFields = [
  'displayName',
  'description',
  'mail',
  'category',
  'scope',
  'securityType',
  'owner',
  'additionalOwners',
  'members',
] as const;

export const filterSubjects = ['target', 'requester'] as const;
export const filterTests = ['present', 'notPresent', 'equals', 'notEquals'] as const;

/** One condition; all of a workflow's conditions must hold for it to fire (W3). */
export interface ApprovalFilter {
  readonly subject: (typeof filterSubjects)[number];
  /** The name of a concept, or the store's own name of an attribute. */
  readonly attribute: string;
  readonly test: (typeof filterTests)[number];
  /** For `equals` and `notEquals`; case does not matter. */
  readonly value?: string;
}

export const approverKinds = ['owner', 'owners', 'manager', 'managers', 'object'] as const;
export type ApproverKind = (typeof approverKinds)[number];

/** Somebody who is asked: by what they are to the target, or by name. */
export interface ApproverEntry {
  readonly kind: ApproverKind;
  /** `object`: id of a user or a group of the store. */
  readonly id?: string;
}

export const approvalModes = ['any', 'all', 'sequence'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

export const systemWorkflows = [
  'resetPassword',
  'changeGroupExpiration',
  'nestGroup',
  'joinGroup',
  'leaveGroup',
  'transferUser',
  'terminateUser',
  'changeManager',
] as const;
export type SystemWorkflow = (typeof systemWorkflows)[number];

interface SystemRule {
  readonly name: string;
  readonly object: ApprovalObject;
  readonly approvers: readonly ApproverEntry[];
  readonly enabled: boolean;
  /** False while no action of Muster raises it. */
  readonly raised: boolean;
}

/**
 * The eight workflows every store has (W6), as they begin. In `transferUser` the manager is the new one,
 * in `changeManager` those there were before.
 */
export const systemRules: Readonly<Record<SystemWorkflow, SystemRule>> = {
  resetPassword: {
    name: 'Reset Password',
    object: 'user',
    approvers: [{ kind: 'managers' }],
    enabled: true,
    raised: false,
  },
  changeGroupExpiration: {
    name: 'Change Group Expiration Policy',
    object: 'group',
    approvers: [],
    enabled: false,
    raised: false,
  },
  nestGroup: {
    name: 'Nest a Group',
    object: 'group',
    approvers: [{ kind: 'owners' }],
    enabled: true,
    raised: true,
  },
  joinGroup: {
    name: 'Join a Group',
    object: 'group',
    approvers: [{ kind: 'owners' }],
    enabled: true,
    raised: true,
  },
  leaveGroup: {
    name: 'Leave a Group',
    object: 'group',
    approvers: [{ kind: 'owners' }],
    enabled: true,
    raised: true,
  },
  transferUser: {
    name: 'Transfer a User',
    object: 'user',
    approvers: [{ kind: 'manager' }],
    enabled: true,
    raised: false,
  },
  terminateUser: {
    name: 'Terminate a User',
    object: 'user',
    approvers: [],
    enabled: false,
    raised: false,
  },
  changeManager: {
    name: 'Change Manager',
    object: 'user',
    approvers: [{ kind: 'managers' }],
    enabled: true,
    raised: false,
  },
};

/** Which approvers there are for an event: owners of groups and managers of people that exist (W4). */
export function approverKindsFor(object: ApprovalObject, event: ApprovalEvent): readonly ApproverKind[] {
  if (event !== 'edit' && event !== 'delete') return ['object'];
  if (object === 'group') return ['owner', 'owners', 'object'];
  return object === 'user' || object === 'contact' ? ['manager', 'managers', 'object'] : ['object'];
}

/** How far up a request may climb, and how many days an approver may be idle, at most. */
export const mostLevels = 10;
export const mostDays = 90;

/** What happens when the requester is among the approvers (W8). */
export const selfApprovals = ['autoApprove', 'skip', 'forbid'] as const;
export type SelfApproval = (typeof selfApprovals)[number];

/** What happens when nobody is left to ask (W9). */
export const noApproverChoices = ['hold', 'autoApprove'] as const;
export type NoApprover = (typeof noApproverChoices)[number];

/** What a store decides for all its workflows. */
export interface ApprovalSettings {
  readonly selfApproval: SelfApproval;
  readonly noApprover: NoApprover;
  /** A user or a group of the store; null for nobody. */
  readonly defaultApproverId: string | null;
  readonly acceleration: boolean;
  /** How far up a request may climb. */
  readonly maxLevels: number;
  /** How long an approver may be idle. */
  readonly days: number;
  /** How many days a request may wait for people; 0 for ever. */
  readonly expiryDays: number;
  /** After how many days, and again after as many, approvers are reminded by mail; 0 for never. */
  readonly reminderDays: number;
}

export const defaultApprovalSettings: ApprovalSettings = {
  selfApproval: 'autoApprove',
  noApprover: 'hold',
  defaultApproverId: null,
  acceleration: false,
  maxLevels: 3,
  days: 5,
  expiryDays: 0,
  reminderDays: 0,
};

export const mostExpiryDays = 365;
export const mostReminderDays = 90;
