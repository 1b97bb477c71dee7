/**
 * Answers are written by their routes' schemas, so what a schema does not name never leaves. Each
 * schema is compiled when it is first answered with, and once in a process: most statuses of most
 * routes are never seen, and compiling all of them made every start three seconds longer.
 */
import fastJsonStringify, { type AnySchema } from 'fast-json-stringify';
import fp from 'fastify-plugin';

type Serializer = (data: unknown) => string;

const compiled = new WeakMap<object, Serializer>();

export const serialization = fp(
  (app, _options, done) => {
    app.setSerializerCompiler<AnySchema & object>(({ schema }) => (data: unknown) => {
      let serialize = compiled.get(schema);
      if (serialize === undefined) {
        serialize = fastJsonStringify(schema);
        compiled.set(schema, serialize);
      }
      return serialize(data);
    });
    done();
  },
  { name: 'serialization' },
);
