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
        const value = converts ? Convert(schema, input) : input;
        if (check.Check(value)) return { value };
        return { error: ApiProblem.invalid(fieldProblems(schema, value)) };
      };
    });

    // Before schemas look: PostgreSQL holds neither NUL nor half a surrogate pair.
    app.addHook('preValidation', (request, _reply, next) => {
      for (const part of [request.params, request.query, request.body]) {
        const field = unstorable(part, '');
        if (field !== null) {
          next(ApiProblem.field(field, 'must not hold NUL characters or broken Unicode'));
          return;
        }
      }
      next();
    });
    done();
  },
  { name: 'validation' },
);

/** The path of the first text or key that cannot be stored, or null. Depth is bounded by the body limit. */
function unstorable(value: unknown, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}/${key}`;
    if (!isStorable(key)) return path === '' ? 'name' : path;
    const found = unstorable(inner, at);
    if (found !== null) return found;
  }
  return null;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
