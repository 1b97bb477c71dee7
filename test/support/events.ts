/** Reads a request's server-sent events as a browser would. */
import type { ApiClient } from './client.ts';

interface ServerEvent {
  readonly id: number;
  readonly kind: string;
  readonly data: any;
}

export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<string>;
  private readonly seen: ServerEvent[] = [];
  private text = '';

  private constructor(body: ReadableStream<Uint8Array>) {
    this.reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(client: ApiClient, requestId: string, lastEventId?: number): Promise<EventReader> {
    const response = await client.stream(
      `/requests/${requestId}/events`,
      lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) },
    );
    if (response.status !== 200 || response.body === null) throw new Error(`No events: ${response.status}`);
    return new EventReader(response.body);
  }

  /** Reads until an event of this kind has come. @throws when the stream ends first */
  async until(kind: string): Promise<void> {
    while (!this.seen.some((event) => event.kind === kind)) {
      if (!(await this.more())) throw new Error(`The stream ended without ${kind}.`);
    }
  }

  /** All events to the end of the stream. */
  async rest(): Promise<readonly ServerEvent[]> {
    while (await this.more());
    return this.seen;
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.reader.read();
    if (done) return false;
    this.text += value;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const [id, kind] = [field('id'), field('event')];
      if (id !== undefined && kind !== undefined) {
        this.seen.push({ id: Number(id), kind, data: JSON.parse(field('data') ?? 'null') });
      }
    }
    return true;
  }
}
