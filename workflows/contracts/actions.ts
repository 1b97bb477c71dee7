/**
 * The portal actions and what each one asks for. An input is stored with its request in PostgreSQL;
 * workflows are given the request's id only.
 */
import type { GroupCategory, GroupScope } from './directory.ts';

export const actions = [
  'createGroup',
  'updateGroup',
  'deleteGroup',
  'addMembers',
  'removeMembers',
  'joinGroup',
  'leaveGroup',
  'undoChange',
  'endMemberships',
] as const;
export type Action = (typeof actions)[number];

/** What history tells of beside the portal actions: none of them changes a directory, and none can be undone. */
export const historyActions = [
  ...actions,
  'exportSearch',
  'createQuery',
  'updateQuery',
  'deleteQuery',
  'switchHistory',
  'deleteRequests',
  'sendMail',
  'deleteMail',
  'changeMailTemplate',
  'resetMailTemplate',
  'createWebhook',
  'updateWebhook',
  'deleteWebhook',
  'rotateWebhook',
  'changeDutyRule',
  'changeDutyException',
  'importConfiguration',
  'endSession',
] as const;
export type HistoryAction = (typeof historyActions)[number];

/** Whether a request stands behind what history tells. */
export const isRequested = (action: HistoryAction): action is Action =>
  (actions as readonly string[]).includes(action);

export const securityTypes = ['private', 'semi-private', 'public'] as const;
export type SecurityType = (typeof securityTypes)[number];

export interface CreateGroupInput {
  readonly name: string;
  /** Where it is created; the store's default container when absent. */
  readonly container?: string;
  readonly accountName?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly mail?: string;
  readonly category?: GroupCategory;
  readonly scope?: GroupScope;
  readonly securityType?: SecurityType;
  /** Object id of the primary owner; the creator when absent, nobody when null. */
  readonly owner?: string | null;
  readonly additionalOwners?: readonly string[];
  /** Object ids of the first members; the creator when absent. */
  readonly members?: readonly string[];
}

export interface UpdateGroupInput {
  readonly groupId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly mail?: string | null;
  readonly category?: GroupCategory;
  readonly scope?: GroupScope;
  readonly securityType?: SecurityType;
  readonly owner?: string | null;
  readonly additionalOwners?: readonly string[];
  /** What the person saw in the fields that are changed; refused where they hold something else by now. */
  readonly seen?: SeenGroup;
}

/** What a form showed of a group before somebody typed. */
export type SeenGroup = Readonly<
  Partial<
    Record<Exclude<keyof UpdateGroupInput, 'groupId' | 'seen' | 'additionalOwners'>, string | null> & {
      additionalOwners: readonly string[];
    }
  >
>;

export interface DeleteGroupInput {
  readonly groupId: string;
}

export interface ChangeMembersInput {
  readonly groupId: string;
  readonly memberIds: readonly string[];
  /** add: when their membership ends, ISO 8601; without end when absent (access-and-approvals B5). */
  readonly until?: string;
}

/** Asked for by Muster itself, when the day has come; no route leads here. */
export interface EndMembershipsInput {
  readonly groupId: string;
  readonly memberIds: readonly string[];
  /** The request that set the end. */
  readonly because: string;
}

export interface JoinOrLeaveInput {
  readonly groupId: string;
  /** Shown to the approver. */
  readonly reason?: string;
  /** join: when the membership ends, ISO 8601; without end when absent (access-and-approvals B5). */
  readonly until?: string;
}

export interface UndoInput {
  /** Undo the whole request, or only these of its history entries. */
  readonly requestId: string;
  readonly entryIds?: readonly string[];
}

export interface ActionInputs {
  readonly createGroup: CreateGroupInput;
  readonly updateGroup: UpdateGroupInput;
  readonly deleteGroup: DeleteGroupInput;
  readonly addMembers: ChangeMembersInput;
  readonly removeMembers: ChangeMembersInput;
  readonly joinGroup: JoinOrLeaveInput;
  readonly leaveGroup: JoinOrLeaveInput;
  readonly undoChange: UndoInput;
  readonly endMemberships: EndMembershipsInput;
}
