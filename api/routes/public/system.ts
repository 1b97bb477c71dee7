import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import { sql } from 'drizzle-orm';
import type { App, RouteDeps } from '../../route.ts';
import { publicProblems } from '../../schemas/problem.ts';

/** Who asks wants to know soon, not wait for a connection. */
const databaseTimeoutMs = 2_000;

const Health = Type.Object(
  {
    live: Type.Boolean({ description: 'The process answers' }),
    ready: Type.Boolean({ description: 'Requests can be taken and carried out' }),
    checks: Type.Object({
      database: Type.Boolean(),
      engine: Type.Boolean(),
      worker: Type.Boolean(),
    }),
  },
  { title: 'Health' },
);

export function systemRoutes(app: App, { database, engine, log }: RouteDeps): void {
  app.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        tags: ['System'],
        summary: 'Live and ready',
        response: { 200: Health, 503: Health, ...omit503(publicProblems()) },
      },
    },
    async (_request, reply) => {
      const [databaseAnswers, { reachable, worker }] = await Promise.all([
        Promise.race([
          database.db.execute(sql`select 1`).then(
            () => true,
            (error: unknown) => {
              log.warn({ err: error }, 'the database does not answer');
              return false;
            },
          ),
          sleep(databaseTimeoutMs, false, { ref: false }),
        ]),
        engine.health(),
      ]);
      const ready = databaseAnswers && reachable && worker;
      return reply.code(ready ? 200 : 503).send({
        live: true,
        ready,
        checks: { database: databaseAnswers, engine: reachable, worker },
      });
    },
  );

  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        tags: ['System'],
        summary: "This API's document",
        response: { 200: Type.Object({}, { additionalProperties: true }), ...publicProblems() },
      },
    },
    () => app.swagger(),
  );
}

/** 503 is a health document here. */
const omit503 = (responses: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(responses).filter(([status]) => status !== '503'));
