/** The texts of mails, by template and language. */
import type { Action } from '../../workflows/contracts/actions.ts';

export type MailLanguage = 'en';
export type MailTemplate =
  | 'approvalRequested'
  | 'approvalHeld'
  | 'approvalReminder'
  | 'requestSucceeded'
  | 'requestFailed'
  | 'requestDenied'
  | 'requestStale'
  | 'requestCancelled'
  | 'requestExpired';
/** About an identity store, to whom its administrators named. */
type StoreTemplate = 'replicationFailed' | 'replicationHeld';
/** Without a link: whoever reads the mail has the page open. */
type PlainTemplate = 'signInCode';

export interface MailText {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a template is told; absent values are empty. */
export type MailData = Readonly<Record<string, string>>;

interface Wording {
  /** What was asked for, as the object of a sentence: "to join Sales". */
  readonly actions: Readonly<Record<Action, (target: string) => string>>;
  readonly templates: Readonly<Record<MailTemplate, (facts: Facts) => Draft>>;
  readonly reason: string;
  readonly open: string;
  readonly footer: string;
  readonly stores: Readonly<Record<StoreTemplate, (data: MailData) => Draft>>;
  readonly plain: Readonly<Record<PlainTemplate, (data: MailData) => Draft & { readonly footer: string }>>;
  readonly openReplication: string;
  readonly storeFooter: string;
}

interface Facts {
  readonly requester: string;
  /** "to join Sales" */
  readonly wish: string;
}

interface Draft {
  readonly subject: string;
  readonly lines: readonly string[];
}

const english: Wording = {
  actions: {
    createGroup: (target) => `to create the group ${target}`,
    updateGroup: (target) => `to change the group ${target}`,
    deleteGroup: (target) => `to delete the group ${target}`,
    addMembers: (target) => `to add members to ${target}`,
    removeMembers: (target) => `to remove members from ${target}`,
    joinGroup: (target) => `to join ${target}`,
    leaveGroup: (target) => `to leave ${target}`,
    undoChange: (target) => `to undo a change of ${target}`,
  },
  templates: {
    approvalRequested: ({ requester, wish }) => ({
      subject: `Please decide: ${requester} asks ${wish}`,
      lines: [
        `${requester} asks ${wish}.`,
        'Your decision is needed. You see what will change before you decide.',
      ],
    }),
    approvalHeld: ({ requester, wish }) => ({
      subject: `Nobody can decide: ${requester} asks ${wish}`,
      lines: [
        `${requester} asks ${wish}, and nobody is left who may decide.`,
        'The request waits. As an administrator you may decide it.',
      ],
    }),
    approvalReminder: ({ requester, wish }) => ({
      subject: `Still waiting for you: ${requester} asks ${wish}`,
      lines: [
        `${requester} asks ${wish}, and nobody has decided yet.`,
        'Your decision is needed. You see what will change before you decide.',
      ],
    }),
    requestSucceeded: ({ requester, wish }) => ({
      subject: `Done: the request of ${requester} ${wish}`,
      lines: [`The request of ${requester} ${wish} was carried out.`],
    }),
    requestFailed: ({ requester, wish }) => ({
      subject: `Not possible: the request of ${requester} ${wish}`,
      lines: [`The request of ${requester} ${wish} could not be carried out.`],
    }),
    requestDenied: ({ requester, wish }) => ({
      subject: `Denied: the request of ${requester} ${wish}`,
      lines: [`The request of ${requester} ${wish} was denied. Nothing was changed.`],
    }),
    requestStale: ({ requester, wish }) => ({
      subject: `Out of date: the request of ${requester} ${wish}`,
      lines: [
        `The directory changed after ${requester} had asked ${wish}. Nothing was changed.`,
        'If it is still wanted, ask again; one click on the request is enough.',
      ],
    }),
    requestCancelled: ({ requester, wish }) => ({
      subject: `Withdrawn: the request of ${requester} ${wish}`,
      lines: [
        `The request of ${requester} ${wish} was withdrawn. Nothing was changed and nothing is left to do.`,
      ],
    }),
    requestExpired: ({ requester, wish }) => ({
      subject: `Expired: the request of ${requester} ${wish}`,
      lines: [
        `Nobody decided in time on the request of ${requester} ${wish}. Nothing was changed.`,
        'If it is still wanted, ask again.',
      ],
    }),
  },
  reason: 'Reason',
  open: 'Open the request',
  footer: 'This mail was sent by Muster because you take part in this request.',
  stores: {
    replicationFailed: ({ store = '', runs = '', kinds = '' }) => ({
      subject: `Replication of ${oneLine(store)} fails`,
      lines: [
        `The replication of ${kinds} from the identity store ${oneLine(store)} has failed ${runs} times in a row.`,
        'Searches show the last good state. The next success ends this by itself.',
      ],
    }),
    replicationHeld: ({ store = '', count = '', known = '', kinds = '' }) => ({
      subject: `Please look: ${count} of ${known} ${kinds} of ${oneLine(store)} seem to be gone`,
      lines: [
        `The directory of the identity store ${oneLine(store)} shows ${count} of ${known} ${kinds} no longer. None of them was removed from searches.`,
        'Check the rights of the service account and the directory itself; then confirm or dismiss the removal.',
      ],
    }),
  },
  plain: {
    signInCode: ({ user = '', code = '' }) => ({
      subject: 'Your code for Muster',
      lines: [
        `Hello ${oneLine(user)}, this is your code: ${code}`,
        'It is good for ten minutes and for one use. Nobody from Muster ever asks you for it.',
      ],
      footer:
        'This mail was sent by Muster because somebody signs in with your name. If that was not you, change your password.',
    }),
  },
  openReplication: 'Open Replication',
  storeFooter: 'This mail was sent by Muster because you are named for the alerts of this identity store.',
};

const wordings: Readonly<Record<MailLanguage, Wording>> = { en: english };

/** Longer names would fill the line; the whole name stands on the page. */
const maxSubjectLength = 200;

/**
 * Renders a queued mail.
 * @param publicUrl the address people use; the link leads to the request there
 * @throws when there is no template of that name
 */
export function renderMail(
  template: string,
  language: MailLanguage,
  data: MailData,
  publicUrl: URL,
): MailText {
  const wording = wordings[language];
  if (isStoreTemplate(wording, template)) {
    return letter(language, publicUrl, {
      draft: wording.stores[template](data),
      reason: data['reason'] ?? '',
      path: 'admin/replication',
      open: wording.openReplication,
      footer: wording.storeFooter,
    });
  }
  if (isPlainTemplate(wording, template)) {
    const { footer, ...draft } = wording.plain[template](data);
    return letter(language, publicUrl, { draft, reason: '', path: null, open: '', footer });
  }
  if (!isTemplate(wording, template)) throw new Error(`There is no mail template ${template}.`);
  const target = oneLine(data['target'] ?? '');
  const actionText = Object.entries(wording.actions).find(([action]) => action === data['action'])?.[1];
  const facts: Facts = {
    requester: oneLine(data['requester'] ?? ''),
    wish: actionText?.(target) ?? target,
  };
  return letter(language, publicUrl, {
    draft: wording.templates[template](facts),
    reason: data['reason'] ?? '',
    path: `requests/${encodeURIComponent(data['requestId'] ?? '')}`,
    open: wording.open,
    footer: wording.footer,
  });
}

interface Letter {
  readonly draft: Draft;
  readonly reason: string;
  /** Where the link leads, below the public address; null for none. */
  readonly path: string | null;
  readonly open: string;
  readonly footer: string;
}

function letter(
  language: MailLanguage,
  publicUrl: URL,
  { draft, reason, path, open, footer }: Letter,
): MailText {
  const paragraphs = [...draft.lines, ...(reason === '' ? [] : [`${wordings[language].reason}: ${reason}`])];
  const base = publicUrl.href.endsWith('/') ? publicUrl.href : `${publicUrl.href}/`;
  const link = path === null ? null : new URL(path, base).href;
  return {
    subject: shorten(oneLine(draft.subject)),
    text: [...paragraphs, ...(link === null ? [] : [`${open}: ${link}`]), `-- \n${footer}`].join('\n\n'),
    html: page(draft.subject, language, [
      ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`),
      ...(link === null ? [] : [`<p><a href="${escapeHtml(link)}">${escapeHtml(open)}</a></p>`]),
      `<p style="color:#5c5c5c">${escapeHtml(footer)}</p>`,
    ]),
  };
}

const isStoreTemplate = (wording: Wording, name: string): name is StoreTemplate =>
  Object.hasOwn(wording.stores, name);
const isPlainTemplate = (wording: Wording, name: string): name is PlainTemplate =>
  Object.hasOwn(wording.plain, name);
const isTemplate = (wording: Wording, name: string): name is MailTemplate =>
  Object.hasOwn(wording.templates, name);

const page = (title: string, language: string, parts: readonly string[]): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
  `<body style="font-family:sans-serif">${parts.join('')}</body></html>`;

/** Line breaks and other control characters become spaces: a name cannot add a header. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length <= maxSubjectLength
    ? text
    : `${characters.slice(0, maxSubjectLength - 1).join('')}…`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.toWellFormed().replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character);
