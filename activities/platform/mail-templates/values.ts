/** What a queued mail tells its template: from the row's data to the values of tags. */
import type { Action } from '../../../workflows/contracts/actions.ts';
import type { ProofKind } from '../../../workflows/contracts/factors.ts';
import { factsOfTemplate, type TemplateFacts } from './catalogue.ts';
import type { TagValues } from './tags.ts';

/** As it stands in the queue; absent values are empty. */
export type MailData = Readonly<Record<string, string>>;

/** What was asked for, as the object of a sentence: "to join Sales". */
const wishes: Readonly<Record<Action, (target: string) => string>> = {
  createGroup: (target) => `to create the group ${target}`,
  updateGroup: (target) => `to change the group ${target}`,
  deleteGroup: (target) => `to delete the group ${target}`,
  addMembers: (target) => `to add members to ${target}`,
  removeMembers: (target) => `to remove members from ${target}`,
  joinGroup: (target) => `to join ${target}`,
  leaveGroup: (target) => `to leave ${target}`,
  undoChange: (target) => `to undo a change of ${target}`,
  endMemberships: (target) => `to end memberships of ${target}`,
};

export const wishOf = (action: Action, target: string): string => wishes[action](target);

const factorWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    totp: 'an authenticator app',
    passkey: 'a passkey',
    securityKey: 'a security key',
    email: 'codes by mail',
    securityQuestions: 'security questions',
    backup: 'backup codes',
  } satisfies Readonly<Record<ProofKind, string>>),
);

/**
 * @param publicUrl the address people use; links lead there
 * @param recipient whom it goes to
 */
export function tagValues(template: string, data: MailData, publicUrl: URL, recipient: string): TagValues {
  const base = publicUrl.href.endsWith('/') ? publicUrl.href : `${publicUrl.href}/`;
  const { portal } = data;
  const address = (path: string): string => {
    const url = new URL(path, base);
    // Whoever signs in on the way does so at this portal.
    if (portal !== undefined) url.searchParams.set('portal', portal);
    return url.href;
  };
  const { about } = factsOfTemplate(template);
  const get = (name: string) => data[name] ?? '';
  const target = get('target');
  const wish = Object.entries(wishes).find(([action]) => action === data['action'])?.[1];
  const path = pathOf(about, data);
  const { mailApproval } = data;
  const decide = (decision: 'approve' | 'deny') =>
    mailApproval === undefined
      ? ''
      : address(`mail-approval/${encodeURIComponent(mailApproval)}?decision=${decision}`);
  return {
    TARGETOBJECT_DisplayName: target,
    REQUESTER_DisplayName: get('requester'),
    REQUESTER_Mail: get('requesterMail'),
    APPROVER_DisplayName: get('approver'),
    ANOTHER_APPROVER_DisplayName: get('otherApprovers'),
    BEHALFEDPERSON_DisplayName: get('behalf'),
    RECEIVER_DisplayName: get('receiver'),
    RECEIVER_Mail: recipient,
    AUTHOR_DisplayName: get('author'),
    USER_DisplayName: get('user'),
    MASTER_Action: wish?.(target) ?? target,
    MASTER_Workflow: get('rule'),
    MASTER_Reason: get('reason'),
    MASTER_Link: path === null ? '' : address(path),
    MASTER_AcceptLink: decide('approve'),
    MASTER_DenyLink: decide('deny'),
    MASTER_Code: get('code'),
    MASTER_Factor: factorWords.get(get('factor')) ?? '',
    MASTER_Store: get('store'),
    MASTER_Role: get('role'),
    MASTER_Kinds: get('kinds'),
    MASTER_Count: get('count'),
    MASTER_Known: get('known'),
    MASTER_Runs: get('runs'),
    MASTER_Until: get('until'),
  };
}

/** The list of all requests, those that were done without approval. */
const breakGlassPath = `requests/all?${new URLSearchParams({
  state: 'any',
  filter: JSON.stringify({ op: 'compare', attribute: 'breakGlass', test: 'equals', value: 'true' }),
}).toString()}`;

function pathOf(about: TemplateFacts['about'], data: MailData): string | null {
  if (about === 'signIn') return null;
  if (about === 'breakGlass') return breakGlassPath;
  if (about === 'membership')
    return `groups/${encodeURIComponent(data['storeId'] ?? '')}/${encodeURIComponent(data['groupId'] ?? '')}`;
  if (about === 'replication') return 'admin/replication';
  if (about === 'role')
    return `admin/roles/${encodeURIComponent(data['storeId'] ?? '')}/${encodeURIComponent(data['roleId'] ?? '')}`;
  return `requests/${encodeURIComponent(data['requestId'] ?? '')}`;
}
