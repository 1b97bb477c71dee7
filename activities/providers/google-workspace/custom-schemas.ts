/**
 * Custom fields of users: what an organization has added to its profiles (stores-and-links S13), as attributes named
 * `Schema.field`, the way Google's own search names them. Values are read by their form and need no schema; what may
 * be written is learnt from the organization by a schema run, or when a field is first written by name.
 *
 * Sources: "Manage custom user fields", `schemas.list`. A field that is not sent stays as it is, null empties it, and
 * the values of one with several are replaced whole.
 */
import type { admin_directory_v1 } from '@googleapis/admin';
import type { AttributeInfo, ProviderLog } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { Resource } from './attributes.ts';
import type { GoogleConnection } from './connection.ts';

export interface CustomField extends AttributeInfo {
  readonly schema: string;
  readonly field: string;
  readonly fieldType: FieldType;
}

/** By attribute name. */
export type CustomFields = ReadonlyMap<string, CustomField>;

type FieldType = 'STRING' | 'INT64' | 'BOOL' | 'DOUBLE' | 'EMAIL' | 'PHONE' | 'DATE';

/** A day is no instant: it is text that sorts by time. */
const types: Readonly<Record<FieldType, AttributeInfo['type']>> = {
  STRING: 'text',
  INT64: 'integer',
  BOOL: 'boolean',
  DOUBLE: 'text',
  EMAIL: 'text',
  PHONE: 'text',
  DATE: 'text',
};
const isFieldType = (type: string): type is FieldType => Object.hasOwn(types, type);

const form = /^([\w-]{1,100})\.([\w-]{1,100})$/u;
export const isCustomName = (name: string): boolean => form.test(name);

/** A name that was not there is looked for again after so long. */
const staleMs = 60_000;

/** The custom fields of an organization as one connection knows them. */
export class CustomSchemas {
  #known: CustomFields = new Map();
  #readAtMs = -Infinity;
  readonly #connection: GoogleConnection;
  readonly #log: ProviderLog;

  constructor(connection: GoogleConnection, log: ProviderLog) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Reads them anew. Where the service account may not ask, there are none. */
  async refresh(): Promise<CustomFields> {
    try {
      this.#known = fieldsIn(await this.#connection.schemas());
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'provider.forbidden') throw error;
      this.#known = new Map();
      this.#log.info(
        { detail: error.detail },
        'the service account may not list custom schemas; grant it the scope admin.directory.userschema.readonly to use them',
      );
    }
    this.#readAtMs = performance.now();
    return this.#known;
  }

  /** Those known, with these among them if the organization has them. Costs nothing where none is a custom field. */
  async learn(names: readonly string[]): Promise<CustomFields> {
    const isNew = (name: string): boolean => isCustomName(name) && !this.#known.has(name);
    if (!names.some(isNew) || performance.now() - this.#readAtMs < staleMs) return this.#known;
    return this.refresh();
  }
}

function fieldsIn(schemas: readonly admin_directory_v1.Schema$Schema[]): CustomFields {
  const fields = new Map<string, CustomField>();
  for (const { schemaName, fields: specs } of schemas) {
    for (const { fieldName, fieldType, multiValued } of specs ?? []) {
      const name = `${schemaName ?? ''}.${fieldName ?? ''}`;
      const type = fieldType ?? '';
      if (!isCustomName(name) || !isFieldType(type)) continue;
      fields.set(name, {
        name,
        type: types[type],
        multiValued: multiValued === true,
        writable: true,
        schema: schemaName ?? '',
        field: fieldName ?? '',
        fieldType: type,
      });
    }
  }
  return fields;
}

export const infoOfField = ({ name, type, multiValued, writable }: CustomField): AttributeInfo => ({
  name,
  type,
  multiValued,
  writable,
});

type Schemas = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const schemasOf = ({ customSchemas }: Resource): Schemas => (customSchemas ?? {}) as Schemas;

/** All custom values of a user, by attribute. */
export function customValues(user: Resource): [string, readonly string[]][] {
  return Object.entries(schemasOf(user)).flatMap(([schema, fields]) =>
    Object.entries(fields).flatMap(([field, value]): [string, readonly string[]][] => {
      const values = entriesOf(value).flatMap(({ value: each }) => textOf(each));
      return values.length === 0 ? [] : [[`${schema}.${field}`, values]];
    }),
  );
}

/** A value with what else stands beside it: the kind of a value may be told ("work", "home"). */
type Entry = Readonly<Record<string, unknown>>;
const entriesOf = (value: unknown): readonly Entry[] =>
  Array.isArray(value) ? (value as readonly Entry[]) : [{ value }];

const textOf = (value: unknown): string[] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value === ''
      ? []
      : [String(value)]
    : [];

/** Puts the values of a field into a patch; none empties it. */
export function writeCustomValues(patch: Resource, field: CustomField, values: readonly string[]): void {
  const given = values.map((value) => jsonOf(field, value));
  put(patch, field, field.multiValued ? given.map((value) => ({ value })) : (given[0] ?? null));
}

/** Adds and removes values of a field; those that stay keep what stands beside them. No call where nothing differs. */
export function changeCustomValues(
  patch: Resource,
  field: CustomField,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  before: Resource,
): void {
  const present = entriesOf(schemasOf(before)[field.schema]?.[field.field] ?? []);
  const holds = (entries: readonly Entry[], text: string) =>
    entries.some(({ value }) => textOf(value)[0] === text);
  const kept = present.filter(({ value }) => !remove.includes(textOf(value)[0] ?? ''));
  const added = add.filter((text) => !holds(kept, text)).map((text) => ({ value: jsonOf(field, text) }));
  if (kept.length === present.length && added.length === 0) return;
  const next = [...kept, ...added];
  put(patch, field, next.length === 0 ? null : next);
}

function put(patch: Resource, { schema, field }: CustomField, value: unknown): void {
  const schemas = schemasOf(patch);
  patch.customSchemas = { ...schemas, [schema]: { ...schemas[schema], [field]: value } };
}

const bounds = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** As the API takes it; whole numbers of 64 bits go as text. @throws `value.invalid` */
function jsonOf({ name, fieldType }: CustomField, value: string): string | number | boolean {
  const problem = (what: string) =>
    new ProviderError('value.invalid', `${name} ${what}.`, { attributes: [name] });
  if (value.includes('\0')) throw problem('must not hold a NUL character');
  switch (fieldType) {
    case 'BOOL':
      if (value !== 'true' && value !== 'false') throw problem('must be true or false');
      return value === 'true';
    case 'INT64':
      if (
        !/^(0|-?[1-9]\d{0,18})$/u.test(value) ||
        BigInt(value) < bounds.least ||
        BigInt(value) > bounds.most
      )
        throw problem('must be a whole number');
      return value;
    case 'DOUBLE':
      // Only what reads back as it was written: a plan that never holds would be tried for ever.
      if (value.trim() === '' || !Number.isFinite(Number(value)) || String(Number(value)) !== value)
        throw problem('must be a number such as 3.5');
      return Number(value);
    case 'DATE':
      if (!/^\d{4}-\d\d-\d\d$/u.test(value) || Number.isNaN(Date.parse(value)))
        throw problem('must be a day such as 2026-05-31');
      return value;
    case 'EMAIL':
      if (!/^[^\s@]+@[^\s@]+$/u.test(value)) throw problem('must be an address such as anna@example.com');
      return value;
    case 'STRING':
    case 'PHONE':
      if (value === '') throw problem('must not be empty');
      return value;
  }
}
