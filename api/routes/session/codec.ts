/**
 * Temporal's remote codec protocol, for its Web UI: payloads in clear to operators only, and only
 * decoding. https://docs.temporal.io/remote-data-encoding
 */
import { Type } from 'typebox';
import { EncryptionCodec } from '../../../activities/platform/temporal/codec.ts';
import { requireEngineOperator } from '../../operations/engine-ui.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { writeProblems } from '../../schemas/problem.ts';

/** A payload as protobuf writes it in JSON: bytes are base64. */
const Payload = Type.Object({
  metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
  data: Type.Optional(Type.String()),
});
const Payloads = Type.Object({ payloads: Type.Array(Payload) }, { title: 'Payloads' });
const GivenPayloads = Type.Object(
  { payloads: Type.Array(Payload, { maxItems: 2_000 }) },
  { additionalProperties: false },
);

export function codecRoutes(app: App, { keyRing }: RouteDeps): void {
  const codec = new EncryptionCodec(keyRing);
  const open = async (payloads: Parameters<typeof codec.decode>[0]) => codec.decode(payloads);

  app.post(
    '/codec/decode',
    {
      schema: {
        operationId: 'decodePayloads',
        tags: ['Operations'],
        summary: "Payloads of workflow runs in clear, for Temporal's own pages",
        'x-permission': 'Manage All Requests',
        'x-own-origin': true,
        'x-session-only': true,
        body: GivenPayloads,
        response: { 200: Payloads, ...writeProblems() },
      },
    },
    async (request) => {
      requireEngineOperator(request);
      const given = request.body.payloads.map(({ metadata = {}, data = '' }) => ({
        metadata: Object.fromEntries(
          Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
        ),
        data: Buffer.from(data, 'base64'),
      }));
      const opened = await open(given).catch((error: unknown) => {
        request.log.warn({ err: error }, 'a payload could not be decoded');
        throw ApiProblem.field('payloads', 'holds what no key of this Muster opens');
      });
      return {
        payloads: opened.map(({ metadata, data }) => ({
          metadata: Object.fromEntries(
            Object.entries(metadata ?? {}).map(([name, value]) => [
              name,
              Buffer.from(value).toString('base64'),
            ]),
          ),
          data: Buffer.from(data ?? []).toString('base64'),
        })),
      };
    },
  );
}
