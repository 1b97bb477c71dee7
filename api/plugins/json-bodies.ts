/** JSON as RFC 8259 has it: UTF-8. Other bytes are refused; read leniently they would become other names. */
import { isUtf8 } from 'node:buffer';
import fp from 'fastify-plugin';
import { ApiProblem } from '../problem.ts';

export const jsonBodies = fp(
  (app, _options, done) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, next) => {
      if (isUtf8(body)) {
        // Answers through `next`; what it returns is for parsers that are promises.
        void parse(request, body.toString('utf8'), next);
        return;
      }
      const message = 'The body is not UTF-8. Send JSON in UTF-8.';
      next(
        new ApiProblem('body.invalid', message, { fields: [{ field: '', code: 'body.invalid', message }] }),
      );
    });
    // Text bodies need no preflight, so a foreign page could send them.
    app.removeContentTypeParser('text/plain');
    done();
  },
  { name: 'json-bodies' },
);
