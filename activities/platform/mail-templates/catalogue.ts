/** The mails there are, and how they read until somebody writes them anew. */
import type { Tag } from './tags.ts';

export interface TemplateText {
  readonly subject: string;
  /** HTML, without the frame of a document. */
  readonly body: string;
}

export interface TemplateFacts {
  /** What it may say; the link below the public address, null for none. */
  readonly about: 'request' | 'breakGlass' | 'replication' | 'role' | 'signIn' | 'membership';
  /** Without these it would be of no use. */
  readonly required: readonly Tag[];
  /** Beside them, those that carry something in this mail. */
  readonly useful: readonly Tag[];
  readonly english: TemplateText;
}

const aboutRequest: readonly Tag[] = [
  'REQUESTER_DisplayName',
  'REQUESTER_Mail',
  'TARGETOBJECT_DisplayName',
  'MASTER_Action',
  'RECEIVER_DisplayName',
  'RECEIVER_Mail',
];
const requestFooter =
  '<p><small>This mail was sent by Muster because you take part in this request.</small></p>';
const openRequest = '<p><a href="%MASTER_Link%">Open the request</a></p>';
const reason = '<p>Reason: %MASTER_Reason%</p>';
const storeFooter =
  '<p><small>This mail was sent by Muster because you are named for the alerts of this identity store.</small></p>';
const administratorFooter =
  '<p><small>This mail was sent by Muster because you may decide all requests of this identity store.</small></p>';
const openReplication = '<p><a href="%MASTER_Link%">Open Replication</a></p>';

const outcome = (subject: string, lines: readonly string[]): TemplateFacts => ({
  about: 'request',
  required: ['MASTER_Link'],
  useful: [...aboutRequest, 'MASTER_Reason', 'AUTHOR_DisplayName'],
  english: {
    subject,
    body: [...lines.map((line) => `<p>${line}</p>`), reason, openRequest, requestFooter].join('\n'),
  },
});

const factorChange = (subject: string, done: string): TemplateFacts => ({
  about: 'signIn',
  required: ['MASTER_Factor'],
  useful: ['USER_DisplayName', 'RECEIVER_Mail'],
  english: {
    subject,
    body: [
      `<p>Hello %USER_DisplayName%, you ${done} your sign-in to Muster.</p>`,
      '<p>If that was not you, change your password and tell the administrators.</p>',
      '<p><small>This mail was sent by Muster because your sign-in was changed.</small></p>',
    ].join('\n'),
  },
});

export const mailCatalogue = {
  approvalRequested: {
    about: 'request',
    required: ['MASTER_Link'],
    useful: [
      ...aboutRequest,
      'APPROVER_DisplayName',
      'ANOTHER_APPROVER_DisplayName',
      'MASTER_Workflow',
      'MASTER_AcceptLink',
      'MASTER_DenyLink',
    ],
    english: {
      subject: 'Please decide: %REQUESTER_DisplayName% asks %MASTER_Action%',
      body: [
        '<p>%REQUESTER_DisplayName% asks %MASTER_Action%.</p>',
        '<p>Your decision is needed. You see what will change before you decide.</p>',
        '<p><a href="%MASTER_AcceptLink%">Accept</a></p>',
        '<p><a href="%MASTER_DenyLink%">Deny</a></p>',
        openRequest,
        requestFooter,
      ].join('\n'),
    },
  },
  approvalHeld: {
    about: 'request',
    required: ['MASTER_Link'],
    useful: [...aboutRequest, 'MASTER_Workflow'],
    english: {
      subject: 'Nobody can decide: %REQUESTER_DisplayName% asks %MASTER_Action%',
      body: [
        '<p>%REQUESTER_DisplayName% asks %MASTER_Action%, and nobody is left who may decide.</p>',
        '<p>The request waits. As an administrator you may decide it.</p>',
        openRequest,
        requestFooter,
      ].join('\n'),
    },
  },
  approvalReminder: {
    about: 'request',
    required: ['MASTER_Link'],
    useful: [...aboutRequest, 'MASTER_Workflow'],
    english: {
      subject: 'Still waiting for you: %REQUESTER_DisplayName% asks %MASTER_Action%',
      body: [
        '<p>%REQUESTER_DisplayName% asks %MASTER_Action%, and nobody has decided yet.</p>',
        '<p>Your decision is needed. You see what will change before you decide.</p>',
        openRequest,
        requestFooter,
      ].join('\n'),
    },
  },
  requestSucceeded: outcome('Done: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'The request of %REQUESTER_DisplayName% %MASTER_Action% was carried out.',
  ]),
  requestFailed: outcome('Not possible: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'The request of %REQUESTER_DisplayName% %MASTER_Action% could not be carried out.',
  ]),
  requestDenied: outcome('Denied: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'The request of %REQUESTER_DisplayName% %MASTER_Action% was denied. Nothing was changed.',
  ]),
  requestStale: outcome('Out of date: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'The directory changed after %REQUESTER_DisplayName% had asked %MASTER_Action%. Nothing was changed.',
    'If it is still wanted, ask again; one click on the request is enough.',
  ]),
  requestCancelled: outcome('Withdrawn: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'The request of %REQUESTER_DisplayName% %MASTER_Action% was withdrawn. Nothing was changed and nothing is left to do.',
  ]),
  requestExpired: outcome('Expired: the request of %REQUESTER_DisplayName% %MASTER_Action%', [
    'Nobody decided in time on the request of %REQUESTER_DisplayName% %MASTER_Action%. Nothing was changed.',
    'If it is still wanted, ask again.',
  ]),
  breakGlassUsed: {
    about: 'request',
    required: ['MASTER_Link'],
    useful: [...aboutRequest, 'MASTER_Reason'],
    english: {
      subject: 'Done without approval: %REQUESTER_DisplayName% wanted %MASTER_Action%',
      body: [
        '<p>%REQUESTER_DisplayName% wanted %MASTER_Action% and did not wait for approval.</p>',
        reason,
        '<p>What it changed stands in the history. The request shows who would have been asked, and how it ended.</p>',
        openRequest,
        administratorFooter,
      ].join('\n'),
    },
  },
  breakGlassReport: {
    about: 'breakGlass',
    required: ['MASTER_Link'],
    useful: ['MASTER_Store', 'MASTER_Count', 'MASTER_Reason', 'RECEIVER_DisplayName', 'RECEIVER_Mail'],
    english: {
      subject: 'Done without approval in %MASTER_Store% last week: %MASTER_Count%',
      body: [
        '<p>Changes of the last week that did not wait for approval in the identity store %MASTER_Store%: %MASTER_Count%</p>',
        '<p>%MASTER_Reason%</p>',
        '<p><a href="%MASTER_Link%">Open these requests</a></p>',
        administratorFooter,
      ].join('\n'),
    },
  },
  membershipEnding: {
    about: 'membership',
    required: ['MASTER_Until'],
    useful: ['USER_DisplayName', 'TARGETOBJECT_DisplayName', 'MASTER_Link', 'RECEIVER_Mail'],
    english: {
      subject: 'Your membership of %TARGETOBJECT_DisplayName% ends on %MASTER_Until%',
      body: [
        '<p>Hello %USER_DisplayName%, your membership of %TARGETOBJECT_DisplayName% ends on %MASTER_Until%.</p>',
        '<p>If you need it for longer, ask an owner of the group, or join again with a later end.</p>',
        '<p><a href="%MASTER_Link%">Open the group</a></p>',
        '<p><small>This mail was sent by Muster because you are a member of this group until that day.</small></p>',
      ].join('\n'),
    },
  },
  replicationFailed: {
    about: 'replication',
    required: ['MASTER_Link'],
    useful: ['MASTER_Store', 'MASTER_Kinds', 'MASTER_Runs', 'MASTER_Reason', 'RECEIVER_Mail'],
    english: {
      subject: 'Replication of %MASTER_Store% fails',
      body: [
        '<p>The replication of %MASTER_Kinds% from the identity store %MASTER_Store% has failed %MASTER_Runs% times in a row.</p>',
        '<p>Searches show the last good state. The next success ends this by itself.</p>',
        reason,
        openReplication,
        storeFooter,
      ].join('\n'),
    },
  },
  replicationHeld: {
    about: 'replication',
    required: ['MASTER_Link'],
    useful: ['MASTER_Store', 'MASTER_Kinds', 'MASTER_Count', 'MASTER_Known', 'RECEIVER_Mail'],
    english: {
      subject:
        'Please look: %MASTER_Count% of %MASTER_Known% %MASTER_Kinds% of %MASTER_Store% seem to be gone',
      body: [
        '<p>The directory of the identity store %MASTER_Store% shows %MASTER_Count% of %MASTER_Known% %MASTER_Kinds% no longer. None of them was removed from searches.</p>',
        '<p>Check the rights of the service account and the directory itself; then confirm or dismiss the removal.</p>',
        openReplication,
        storeFooter,
      ].join('\n'),
    },
  },
  roleLostCriteria: {
    about: 'role',
    required: ['MASTER_Link'],
    useful: [
      'MASTER_Role',
      'MASTER_Store',
      'TARGETOBJECT_DisplayName',
      'RECEIVER_DisplayName',
      'RECEIVER_Mail',
    ],
    english: {
      subject: 'Nobody has the role %MASTER_Role% in %MASTER_Store% any more',
      body: [
        '<p>%TARGETOBJECT_DisplayName%, by which people had the role %MASTER_Role% in the identity store %MASTER_Store%, is gone. The role admits nobody until another group or container is chosen.</p>',
        '<p>If that was meant, switch the role off or delete it.</p>',
        '<p><a href="%MASTER_Link%">Open the role</a></p>',
        '<p><small>This mail was sent by Muster because you manage the roles of this identity store.</small></p>',
      ].join('\n'),
    },
  },
  signInCode: {
    about: 'signIn',
    required: ['MASTER_Code'],
    useful: ['USER_DisplayName', 'RECEIVER_Mail'],
    english: {
      subject: 'Your code for Muster',
      body: [
        '<p>Hello %USER_DisplayName%, this is your code: %MASTER_Code%</p>',
        '<p>It is good for ten minutes and for one use. Nobody from Muster ever asks you for it.</p>',
        '<p><small>This mail was sent by Muster because somebody signs in with your name. If that was not you, change your password.</small></p>',
      ].join('\n'),
    },
  },
  factorAdded: factorChange('A way to prove who you are was added', 'added %MASTER_Factor% to'),
  factorRemoved: factorChange('A way to prove who you are was removed', 'took %MASTER_Factor% from'),
} as const satisfies Readonly<Record<string, TemplateFacts>>;

export type MailTemplate = keyof typeof mailCatalogue;
export const mailTemplateNames = Object.keys(mailCatalogue) as readonly MailTemplate[];

/** @throws when there is no template of that name */
export function factsOfTemplate(template: string): TemplateFacts {
  if (!Object.hasOwn(mailCatalogue, template)) throw new Error(`There is no mail template ${template}.`);
  return mailCatalogue[template as MailTemplate];
}
