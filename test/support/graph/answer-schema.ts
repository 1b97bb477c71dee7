/** Answers are checked against Microsoft's published types, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Schema from 'typebox/schema';
import type { Answer } from './call.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'microsoft-graph');

/** Why nothing is checked here, or undefined. */
export const typesMissing: string | undefined = existsSync(join(folder, 'graph-schema.json'))
  ? undefined
  : 'the published types of Graph do not lie beside the checkout';

/** A file of those published. Only where they are not missing. */
export const published = (name: string): any => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const validators = new Map<string, ReturnType<typeof Schema.Compile>>();
const definitions: object = typesMissing === undefined ? published('graph-schema.json').$defs : {};

/** What is wrong with a value of a type; empty when all is well. */
export function problemsOf(type: string, value: unknown): string[] {
  let validator = validators.get(type);
  if (validator === undefined) {
    validator = Schema.Compile({ $defs: definitions, $ref: `#/$defs/${type}` });
    validators.set(type, validator);
  }
  if (validator.Check(value)) return [];
  return validator.Errors(value)[1].map((error) => `${error.instancePath}: ${error.message}`);
}

/** A directory object is checked as what it says it is. */
export const typeOf = (value: any, otherwise: string): string =>
  typeof value?.['@odata.type'] === 'string' ? value['@odata.type'].slice(1) : otherwise;

/** By the name of a set, as the context of an answer has it. */
const types: Readonly<Record<string, string>> = {
  users: 'microsoft.graph.user',
  groups: 'microsoft.graph.group',
  directoryObjects: 'microsoft.graph.directoryObject',
  organization: 'microsoft.graph.organization',
  domains: 'microsoft.graph.domain',
};

/** Without directory extensions: every tenant has its own, so no published type names them. */
const asPublished = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !/^extension_[0-9a-f]{32}_/u.test(name)))
    : value;

/** What is wrong with an answer, whichever it is; answers of no known set say so. */
export function wrongWith({ body }: Answer): string[] {
  if (typesMissing !== undefined || typeof body !== 'object' || body === null) return [];
  const { '@odata.context': context, value, error } = body as Record<string, unknown>;
  if (typeof error === 'object' && error !== null) {
    // The ids of a request stand in it on the wire, and not in its type.
    return problemsOf('microsoft.graph.publicError', { ...error, innerError: null });
  }
  if (typeof context !== 'string') return [];
  const set = /#([A-Za-z.]+)/u.exec(context)?.[1] ?? '';
  // A plain value, or several.
  if (set.startsWith('Edm.') || /^Collection/u.test(set)) return [];
  const type = types[set];
  if (type === undefined) return [`no type is known for ${context}`];
  const objects: unknown[] = Array.isArray(value) ? value : [body];
  return objects.flatMap((one) => {
    const own = typeOf(one, type);
    // Devices and the like, which can be members of groups, are not among those published.
    if (!Object.hasOwn(definitions, own)) return [];
    return problemsOf(own, asPublished(one)).map((problem) => `${own}${problem}`);
  });
}
