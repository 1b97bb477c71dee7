/** The tags of mail templates, `%VARIABLE_Attribute%`: a closed list (reports-history-notifications N4). */

/** What each variable tells, by its attributes. */
const variables = {
  TARGETOBJECT: ['DisplayName'],
  REQUESTER: ['DisplayName', 'Mail'],
  APPROVER: ['DisplayName'],
  ANOTHER_APPROVER: ['DisplayName'],
  BEHALFEDPERSON: ['DisplayName'],
  RECEIVER: ['DisplayName', 'Mail'],
  AUTHOR: ['DisplayName'],
  USER: ['DisplayName'],
  /** Of the mail itself rather than of somebody. */
  MASTER: [
    'Action',
    'Workflow',
    'Reason',
    'Link',
    'AcceptLink',
    'DenyLink',
    'Code',
    'Factor',
    'Store',
    'Role',
    'Kinds',
    'Count',
    'Known',
    'Runs',
    'Until',
  ],
} as const;

type Variables = typeof variables;
export type Tag = { [V in keyof Variables]: `${V}_${Variables[V][number]}` }[keyof Variables];
/** Absent ones are empty. */
export type TagValues = Readonly<Partial<Record<Tag, string>>>;

const tags: ReadonlySet<string> = new Set(
  Object.entries(variables).flatMap(([variable, attributes]) =>
    attributes.map((attribute) => `${variable}_${attribute}`),
  ),
);
export const isTag = (name: string): name is Tag => tags.has(name);

/** They hold an address of this portal, and may stand as the target of a link. */
export const linkTags: readonly Tag[] = ['MASTER_Link', 'MASTER_AcceptLink', 'MASTER_DenyLink'];

const written = /%([A-Za-z][A-Za-z0-9_]*)%/g;

/** Every name between two percent signs, known or not. */
export const tagsIn = (text: string): string[] => [...text.matchAll(written)].map(([, name = '']) => name);

export const replaceTags = (text: string, valueOf: (tag: Tag) => string): string =>
  text.replaceAll(written, (whole, name: string) => (isTag(name) ? valueOf(name) : whole));
