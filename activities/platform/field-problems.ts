/** What a schema finds wrong, as fields and plain words. Values stay unsaid: one may be a secret. */
import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import type { FieldProblem } from '../../workflows/contracts/errors.ts';

interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** One problem per field, named by its path with `/` between the parts; empty when the value fits. */
export function fieldProblems(schema: TSchema, value: unknown): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const error of Errors(schema, value) as readonly SchemaError[]) {
    // Said by the sibling error "additionalProperties", which names all of them.
    if (error.keyword === 'boolean') continue;
    for (const field of fieldsOf(error)) {
      // The last word on a field is that of the outermost rule (anyOf after its branches).
      problems.set(field, { field, code: codeOf(error.keyword), message: textOf(error) });
    }
  }
  // Where a part of the value is named, "the whole" says nothing more.
  if (problems.size > 1) problems.delete('');
  return [...problems.values()];
}

function fieldsOf({ keyword, instancePath, params }: SchemaError): readonly string[] {
  const path = instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  const below = (names: unknown) =>
    (Array.isArray(names) ? names : []).map((name) =>
      path === '' ? String(name) : `${path}/${String(name)}`,
    );
  if (keyword === 'required') return below(params.requiredProperties);
  if (keyword === 'additionalProperties') return below(params.additionalProperties);
  return [path];
}

function codeOf(keyword: string): string {
  if (keyword === 'required') return 'value.missing';
  if (keyword === 'additionalProperties') return 'value.unknown';
  return 'value.invalid';
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'must be an id such as 123e4567-e89b-12d3-a456-426614174000',
  email: 'must be a mail address',
  url: 'must be a web address',
  uri: 'must be a web address',
  'date-time': 'must be a time such as 2026-01-31T12:00:00Z',
};

function textOf({ keyword, params }: SchemaError): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not known here';
    case 'type':
      return `must be ${typeName(params.type)}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return `must have at least ${limit} items`;
    case 'maxItems':
      return `must have at most ${limit} items`;
    case 'uniqueItems':
      return 'must not name anything twice';
    case 'minProperties':
      return 'must not be empty';
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `must be ${limit} or less`;
    case 'format':
      return formats[String(params.format)] ?? 'has the wrong form';
    case 'enum':
      return `must be one of ${list(params.allowedValues)}`;
    default:
      return 'has the wrong form';
  }
}

const list = (values: unknown): string => (Array.isArray(values) ? values.map(String).join(', ') : '');

function typeName(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'null',
  };
  return names[String(type)] ?? 'of another type';
}
