import { type Static, Type } from 'typebox';
import { mailTemplateNames } from '../../activities/platform/mail-templates/catalogue.ts';
import { languages } from '../../workflows/contracts/personal-settings.ts';
import { Body, Instant, NextCursor, Nullable, Page, Query, Uuid } from './common.ts';

export const QueueListQuery = Query({
  ...Page,
  state: Type.Optional(
    Type.Enum(['pending', 'failed', 'all'], {
      description: 'pending was never tried, failed was; what was sent has left the queue',
    }),
  ),
  storeId: Type.Optional(Uuid),
});

const QueuedMail = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    storeName: Type.String(),
    template: Type.String(),
    subject: Type.String(),
    at: Instant,
    to: Type.Array(Type.String()),
    cc: Type.Array(Type.String()),
    from: Nullable(Type.String({ description: 'Null where the store has no mail server' })),
    lastRetryAt: Nullable(Instant),
    nextRetryAt: Nullable(Type.String({ format: 'date-time', description: 'Null once it was given up' })),
    count: Type.Integer({ description: 'How often it was tried' }),
    inProgress: Type.Boolean(),
    state: Type.Enum(['pending', 'failed']),
    reason: Nullable(Type.String({ description: 'Why the last try failed' })),
  },
  { title: 'QueuedMail' },
);
export const QueueList = Type.Object({
  items: Type.Array(QueuedMail),
  nextCursor: NextCursor,
  counts: Type.Object({ pending: Type.Integer(), failed: Type.Integer(), all: Type.Integer() }),
});

export const ChosenMailsBody = Body({
  ids: Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true }),
});
export const ChosenMailsResult = Type.Object({
  done: Type.Array(Type.String(), { description: 'Ids' }),
  left: Type.Array(Type.String(), { description: 'Ids of those that were sent meanwhile or are being sent' }),
});

const TemplateName = Type.Enum([...mailTemplateNames]);
const Language = Type.Enum([...languages]);
export const TemplateParams = Type.Object({ template: TemplateName, language: Language });
export const TemplatesQuery = Query({ language: Type.Optional(Language) });

const texts = {
  subject: Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\r\\n]*\\S[^\\r\\n]*$' }),
  body: Type.String({
    minLength: 1,
    maxLength: 50_000,
    description: 'HTML, without the frame of a document',
  }),
};
export const TemplateBody = Body(texts);

const origin = {
  written: Type.Boolean({ description: 'False where the language has no text of its own: English is sent' }),
  changed: Type.Boolean({ description: 'An administrator wrote it anew' }),
};
export const TemplateList = Type.Object({
  languages: Type.Array(Language),
  items: Type.Array(
    Type.Object(
      { template: TemplateName, language: Language, subject: Type.String(), ...origin },
      { title: 'MailTemplateHead' },
    ),
  ),
});
export const TemplateView = Type.Object(
  {
    template: TemplateName,
    language: Language,
    ...texts,
    ...origin,
    required: Type.Array(Type.String(), { description: 'Tags the body must hold' }),
    tags: Type.Array(Type.String(), { description: 'Tags that carry something in this mail' }),
    version: Type.Integer({ description: '0 while nobody changed it' }),
  },
  { title: 'MailTemplate' },
);
export const PreviewView = Type.Object(
  { subject: Type.String(), html: Type.String(), text: Type.String() },
  { title: 'MailPreview' },
);
export type TemplateTexts = Static<typeof TemplateBody>;
