/**
 * Validation by the routes' schemas. Bodies are strict: nothing is converted, nothing unknown is
 * dropped in silence. Addresses and query strings are text, so numbers and booleans are converted.
 */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Convert } from 'typebox/value';
import fp from 'fastify-plugin';
import { fieldProblems } from '../../activities/platform/field-problems.ts';
import { ApiProblem } from '../problem.ts';

export const validation = fp(
  (app, _options, done) => {
    app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
      const check = Compile(schema);
      const converts = httpPart === 'querystring' || httpPart === 'params';
      return (input: unknown) => {
        const value = converts ? Convert(schema, readable(schema, input)) : input;
        if (check.Check(value)) return { value };
        return { error: ApiProblem.invalid(fieldProblems(schema, value)) };
      };
    });

    // Before schemas look: PostgreSQL holds neither NUL nor half a surrogate pair.
    app.addHook('preValidation', (request, _reply, next) => {
      for (const part of [request.params, request.query, request.body]) {
        const problem = unstorable(part, '', 0);
        if (problem !== null) {
          next(ApiProblem.field(problem.field, problem.message));
          return;
        }
      }
      next();
    });
    done();
  },
  { name: 'validation' },
);

/** Texts that are plainly a number or a boolean; `Convert` would also read `1.5`, `0x10` and an empty text. */
const plainForms: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d{1,15}$/,
  boolean: /^(true|false)$/,
};

/** Marks as wrong what is no plain number or boolean: an array is neither, whatever is converted. */
function readable(schema: TSchema, input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const { properties = {} } = schema as { properties?: Readonly<Record<string, { type?: string }>> };
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => {
      const form = plainForms[(Object.hasOwn(properties, name) && properties[name]?.type) || ''];
      return [name, form === undefined || form.test(String(value)) ? value : []];
    }),
  );
}

interface Unstorable {
  readonly field: string;
  readonly message: string;
}

/** No body of ours goes deeper than a handful of levels. */
const deepest = 32;

/** The first text or key that cannot be stored, or null. */
function unstorable(value: unknown, path: string, depth: number): Unstorable | null {
  const refuse = (field: string): Unstorable => ({
    field,
    message: 'must not hold NUL characters or broken Unicode',
  });
  if (typeof value === 'string') return isStorable(value) ? null : refuse(path);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > deepest) return { field: path.split('/', 1)[0] ?? '', message: 'is nested too deeply' };
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return refuse(path === '' ? 'name' : path);
    const found = unstorable(inner, path === '' ? key : `${path}/${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
