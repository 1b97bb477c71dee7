/** The settings of a kind of store as its provider describes them (JSON Schema), read defensively. */

export interface Setting {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly type: 'text' | 'longText' | 'secret' | 'number' | 'choice' | 'list' | 'table';
  readonly required: boolean;
  /** Its text comes as a file, such as a certificate. */
  readonly fromFile: boolean;
  readonly advanced: boolean;
  /** What it is about, such as `connection`, `account` or `scope`. */
  readonly group: string;
  /** Says where the directory is: stored secrets are forgotten when it changes. */
  readonly address: boolean;
  /** Made by the server with the store. */
  readonly generated: boolean;
  readonly choices: readonly string[];
  readonly columns: readonly Setting[];
  /** What is offered to choose from. */
  readonly picks: 'container' | undefined;
  readonly fallback: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly secret?: boolean;
  readonly generated?: unknown;
  readonly group?: string;
  readonly address?: boolean;
  readonly order?: number;
  readonly picks?: unknown;
}

/** Longer texts than this are pasted, such as certificates. */
const longText = 4_096;

export function settingsOf(schema: unknown): readonly Setting[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties)
    .sort(([, a], [, b]) => (a.order ?? 99) - (b.order ?? 99))
    .map(([name, one]) => settingOf(name, one, required.includes(name)));
}

function settingOf(name: string, schema: Schema, required: boolean): Setting {
  const choices = (schema.enum ?? schema.anyOf?.map((one) => one.const) ?? []).filter(
    (one) => typeof one === 'string',
  );
  return {
    name,
    title: schema.title ?? name,
    description: schema.description,
    type: typeOf(schema, choices),
    required: required && schema.default === undefined,
    fromFile: schema.type === 'string' && (schema.maxLength ?? 0) > longText,
    advanced: schema.group === 'advanced',
    group: schema.group ?? '',
    address: schema.address === true,
    generated: schema.generated !== undefined,
    choices,
    columns: schema.items?.type === 'object' ? settingsOf(schema.items) : [],
    picks: schema.picks === 'container' ? 'container' : undefined,
    fallback: schema.default,
    minimum: schema.minimum,
    maximum: schema.maximum,
  };
}

function typeOf(schema: Schema, choices: readonly string[]): Setting['type'] {
  if (schema.secret === true) return 'secret';
  if (choices.length > 0) return 'choice';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array') return schema.items?.type === 'object' ? 'table' : 'list';
  return (schema.maxLength ?? 0) > longText ? 'longText' : 'text';
}

export type SettingValues = Readonly<Record<string, unknown>>;

/**
 * The values as they are sent, of the given settings.
 *
 * What is empty is left out, or removed (null) where it was set before. Secrets one leaves empty stay as they are.
 */
export function cleaned(
  settings: readonly Setting[],
  values: SettingValues,
  before: SettingValues | null,
): SettingValues {
  return Object.fromEntries(
    settings.flatMap(({ name, type, generated }): [string, unknown][] => {
      if (generated) return [];
      const value = values[name];
      if (!isEmpty(value)) return [[name, value]];
      return type === 'secret' || before === null || isEmpty(before[name]) ? [] : [[name, null]];
    }),
  );
}

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
