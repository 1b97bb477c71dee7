/** `schemas` of the Directory API, and what they mean for users ("Manage custom user fields"). */
import type { FastifyInstance } from 'fastify';
import { GoogleError, invalid } from './answers.ts';
import { customerId, etagOf, type GoogleDirectory, type SchemaField, type User } from './directory.ts';
import type { Tokens } from './token.ts';

const scope = 'https://www.googleapis.com/auth/admin.directory.userschema.readonly';

export function schemaRoutes(app: FastifyInstance, directory: GoogleDirectory, tokens: Tokens): void {
  app.get('/customer/:customer/schemas', (request) => {
    if (!tokens.holds(request.headers.authorization?.replace(/^Bearer /u, ''), scope))
      throw new GoogleError(
        403,
        'insufficientPermissions',
        'Request had insufficient authentication scopes.',
      );
    const schemas = [...directory.schemas].map(([schemaName, fields], index) => ({
      kind: 'admin#directory#schema',
      schemaId: `schema${String(index)}`,
      schemaName,
      displayName: schemaName,
      // False is left out, as the service does.
      fields: fields.map(({ multiValued, ...field }) => ({
        kind: 'admin#directory#schema#fieldspec',
        ...field,
        ...(multiValued ? { multiValued } : {}),
      })),
    }));
    return {
      kind: 'admin#directory#schemas',
      etag: etagOf({ customerId }),
      ...(schemas.length === 0 ? {} : { schemas }),
    };
  });
}

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What is not sent stays; null takes a field or a schema away; lists are replaced whole. */
export function mergedSchemas(
  directory: GoogleDirectory,
  user: Partial<User>,
  body: Readonly<Record<string, unknown>>,
): { customSchemas?: Values } {
  const sent = body.customSchemas as Record<string, Record<string, unknown> | null> | null | undefined;
  if (sent === undefined || sent === null) return {};
  const merged: Record<string, Record<string, unknown>> = {
    ...(user.customSchemas as Record<string, Record<string, unknown>> | undefined),
  };
  for (const [schema, values] of Object.entries(sent)) {
    const fields = directory.schemas.get(schema);
    if (fields === undefined) throw invalid('custom_schema');
    const next = Object.entries({ ...merged[schema], ...values }).flatMap(([name, value]) => {
      const field = fields.find(({ fieldName }) => fieldName === name);
      if (field === undefined) throw invalid(`custom_schema ${name}`);
      return value === null ? [] : [[name, stored(field, value)] as const];
    });
    if (values === null || next.length === 0) Reflect.deleteProperty(merged, schema);
    else merged[schema] = Object.fromEntries(next);
  }
  return { customSchemas: merged };
}

function stored(field: SchemaField, value: unknown): unknown {
  if (!field.multiValued) return single(field, value);
  if (!Array.isArray(value)) throw invalid(`custom_schema ${field.fieldName}`);
  return (value as { value?: unknown }[]).map((entry) => ({ ...entry, value: single(field, entry.value) }));
}

const forms: Readonly<Record<SchemaField['fieldType'], RegExp>> = {
  STRING: /^[^]+$/u,
  PHONE: /^[^]+$/u,
  EMAIL: /^[^\s@]+@[^\s@]+$/u,
  INT64: /^-?\d+$/u,
  DOUBLE: /^-?[\d.e+-]+$/u,
  BOOL: /^(true|false)$/u,
  DATE: /^\d{4}-\d\d-\d\d$/u,
};

/** Whole numbers of 64 bits are text in JSON. */
function single({ fieldName, fieldType }: SchemaField, value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  if (!forms[fieldType].test(text)) throw invalid(`custom_schema ${fieldName}`);
  if (fieldType === 'BOOL') return text === 'true';
  return fieldType === 'DOUBLE' ? Number(text) : text;
}

/** `projection`: basic, as is the default, leaves custom fields out; custom shows those of the mask. */
export function projected(
  user: object,
  { projection = 'basic', customFieldMask }: Readonly<Record<string, string | undefined>>,
): object {
  if (projection === 'full') return user;
  const { customSchemas, ...rest } = user as { customSchemas?: Values };
  if (projection === 'basic' || customSchemas === undefined) return rest;
  const wanted = customFieldMask?.split(',') ?? [];
  return {
    ...rest,
    customSchemas: Object.fromEntries(
      Object.entries(customSchemas).filter(([name]) => wanted.includes(name)),
    ),
  };
}
