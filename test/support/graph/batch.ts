/** `$batch`: up to 20 parts, each with its own status, answered in another order than asked. */
import type { Answer, Call } from './call.ts';
import { badRequest } from './failure.ts';

const maxParts = 20;

interface Part {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly url?: unknown;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly string[];
}

export async function answerBatch(call: Call, run: (part: Call) => Promise<Answer>): Promise<Answer> {
  const { requests } = (call.body ?? {}) as { requests?: readonly Part[] };
  if (!Array.isArray(requests)) throw badRequest('Invalid batch payload format.');
  const parts = requests as readonly Part[];
  if (parts.length > maxParts)
    throw badRequest(`Number of batch request steps exceeds the maximum value ${maxParts}.`);
  const ids = parts.map(({ id }) => id);
  if (ids.some((id) => typeof id !== 'string' || id === '') || new Set(ids).size < ids.length) {
    throw badRequest('Batch request ids must be unique and not empty.');
  }
  const responses = new Map<string, object>();
  const failed = new Set<string>();
  for (const part of parts) {
    const id = String(part.id);
    const answer = part.dependsOn?.some((each) => failed.has(each))
      ? { status: 424, body: { error: { code: 'FailedDependency', message: 'A dependency failed.' } } }
      : await run(partCall(call, part));
    if (answer.status >= 400) failed.add(id);
    responses.set(id, {
      id,
      status: answer.status,
      headers: { 'Content-Type': 'application/json', ...answer.headers },
      body: answer.body ?? null,
    });
  }
  return { status: 200, body: { responses: [...responses.values()].reverse() } };
}

function partCall(call: Call, part: Part): Call {
  if (typeof part.url !== 'string' || !part.url.startsWith('/'))
    throw badRequest('Invalid url in a batch step.');
  if (part.body !== undefined && part.body !== null && part.headers?.['Content-Type'] === undefined) {
    throw badRequest('A batch step with a body must have a Content-Type header.');
  }
  const url = new URL(`${call.base}${part.url}`);
  return {
    method: String(part.method),
    path: decodeURIComponent(url.pathname.replace(/^\/v1\.0/, '')),
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: part.body,
    base: call.base,
    inBatch: true,
  };
}
