/** Whether a template may be kept: its tags, and what HTML a mail may hold. */
import { Parser } from 'htmlparser2';
import type { FieldProblem } from '../../../workflows/contracts/errors.ts';
import type { TemplateFacts, TemplateText } from './catalogue.ts';
import { isTag, linkTags, tagsIn } from './tags.ts';

/** Text, lists, tables, links and pictures; nothing that runs, loads a page or sends a form. */
const allowedElements: ReadonlySet<string> = new Set(
  (
    'a abbr b bdi big blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ' +
    'ins li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul'
  ).split(' '),
);
const allowedAttributes: ReadonlySet<string> = new Set(
  'align alt bgcolor border cellpadding cellspacing class color colspan dir face height href lang rowspan size src style title valign width'.split(
    ' ',
  ),
);

/** @returns what is wrong, by field: `subject`, `body` */
export function templateProblems(
  { required }: TemplateFacts,
  { subject, body }: TemplateText,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (field: keyof TemplateText, message: string) =>
    problems.push({ field, code: 'value.invalid', message });
  const unknown = (text: string) => [...new Set(tagsIn(text).filter((name) => !isTag(name)))];
  for (const [field, text] of [
    ['subject', subject],
    ['body', body],
  ] as const) {
    const names = unknown(text);
    if (names.length > 0) say(field, `holds tags that there are not: ${names.map(shown).join(', ')}`);
  }
  const missing = required.filter((tag) => !tagsIn(body).includes(tag));
  if (missing.length > 0) say('body', `must hold ${missing.map(shown).join(' and ')}`);
  const html = htmlProblem(body);
  if (html !== null) say('body', html);
  return firstOfEach(problems);
}

const shown = (tag: string): string => `%${tag}%`;

const firstOfEach = (problems: readonly FieldProblem[]): FieldProblem[] => [
  ...new Map([...problems].reverse().map((one) => [one.field, one])).values(),
];

function htmlProblem(body: string): string | null {
  let problem: string | null = null;
  const say = (message: string) => (problem ??= message);
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (!allowedElements.has(name)) say(`must not hold the element <${name}>`);
        open.push(name);
        for (const [attribute, value] of Object.entries(attributes)) {
          if (!allowedAttributes.has(attribute)) say(`must not hold the attribute ${attribute}`);
          else checkAttribute(attribute, value, say);
        }
      },
      onclosetag: (name, isImplied) => {
        const last = open.pop();
        if (isImplied && last !== undefined && !voidElements.has(name)) say(`leaves <${name}> open`);
      },
      onprocessinginstruction: () => say('must not hold a document type or an instruction'),
      oncomment: (text) => {
        if (tagsIn(text).length > 0) say('must not hold tags in a comment');
      },
    },
    { decodeEntities: true },
  );
  parser.end(body);
  return problem;
}

const voidElements: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img']);

/** A value of the directory must not become an address, a style or half of an element. */
function checkAttribute(name: string, value: string, say: (message: string) => void): void {
  const tags = tagsIn(value);
  const isLinkTag = linkTags.some((tag) => value.trim() === shown(tag));
  if (tags.length > 0 && !(name === 'href' && isLinkTag)) {
    say(`may hold a tag within an element only as the whole of an href: ${linkTags.map(shown).join(', ')}`);
  } else if (name === 'href' && !isLinkTag && !/^(https?:\/\/|mailto:)[^\s]+$/i.test(value.trim())) {
    say('may link to http, https and mailto addresses only');
  } else if (name === 'src' && !/^https:\/\/[^\s]+$/i.test(value.trim())) {
    say('may show pictures of https addresses only');
  } else if (name === 'style' && /url\s*\(|expression|@import|\\/i.test(value)) {
    say('must not load anything by a style');
  }
}
