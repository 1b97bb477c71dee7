/** From a template and values to a mail: subject, HTML, and the same as plain text. */
import { convert } from 'html-to-text';
import type { Language } from '../../../workflows/contracts/personal-settings.ts';
import type { TemplateText } from './catalogue.ts';
import { isTag, replaceTags, tagsIn, type TagValues } from './tags.ts';

export interface MailText {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Longer names would fill the line; the whole name stands on the page. */
const maxSubjectLength = 200;

/**
 * Values are escaped in HTML and plain in the subject; what a person wrote keeps its lines. A paragraph all of whose tags are empty is left
 * out: "Reason:" with nothing behind it says nothing.
 */
export function renderMail(template: TemplateText, language: Language, values: TagValues): MailText {
  const valueOf = (tag: keyof TagValues) => values[tag] ?? '';
  const subject = shorten(oneLine(replaceTags(template.subject, (tag) => oneLine(valueOf(tag)))));
  const body = replaceTags(withoutEmptyParts(template.body, values), (tag) =>
    tag === 'MASTER_Reason'
      ? escapeHtml(valueOf(tag).trim()).replaceAll(/\r\n|\r|\n/g, '<br>')
      : escapeHtml(oneLine(valueOf(tag))),
  );
  return { subject, text: plainText(body), html: page(subject, language, body) };
}

const parts = /<(p|li)\b[^>]*>[\s\S]*?<\/\1>/gi;

const withoutEmptyParts = (body: string, values: TagValues): string =>
  body.replaceAll(parts, (part) => {
    const tags = tagsIn(part).filter(isTag);
    return tags.length > 0 && tags.every((tag) => (values[tag] ?? '').trim() === '') ? '' : part;
  });

const plainText = (body: string): string =>
  convert(body, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { linkBrackets: false, hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
    ],
  }).trim();

const page = (title: string, language: Language, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
  `<body style="font-family:sans-serif">${body}</body></html>`;

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
export const escapeHtml = (text: string): string =>
  text.toWellFormed().replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character);
