/** Answers are checked against the types of the published discovery document, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const file = fileURLToPath(
  new URL('../../../../shared/data/google-directory/google-schema.json', import.meta.url),
);

/** Why answers are not checked here, or undefined. */
export const schemaMissing: string | undefined = existsSync(file)
  ? undefined
  : 'the published types of the Directory API are not beside the project';

const definitions: Readonly<Record<string, string>> = {
  'admin#directory#user': 'User',
  'admin#directory#users': 'Users',
  'admin#directory#group': 'Group',
  'admin#directory#groups': 'Groups',
  'admin#directory#member': 'Member',
  'admin#directory#members': 'Members',
  'admin#directory#orgUnit': 'OrgUnit',
  'admin#directory#orgUnits': 'OrgUnits',
  'admin#directory#customer': 'Customer',
  'admin#directory#domains': 'Domains2',
};

/** Types that the published document beside the project leaves out. */
const unpublished: ReadonlySet<string> = new Set(['admin#directory#schemas']);

/** Says what is wrong with an answer of a known kind, or null. */
export function answerChecker(): (answer: unknown) => string | null {
  if (schemaMissing !== undefined) return () => null;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, 'google');
  return (answer) => {
    const kind = (answer as { kind?: string } | null)?.kind;
    if (kind === undefined || unpublished.has(kind)) return null;
    const definition = definitions[kind];
    if (definition === undefined) return `no type is known for ${kind}`;
    const validate = ajv.getSchema(`google#/$defs/${definition}`);
    if (validate === undefined) return `the types have no ${definition}`;
    return validate(answer) === true ? null : `${kind}: ${ajv.errorsText(validate.errors)}`;
  };
}
