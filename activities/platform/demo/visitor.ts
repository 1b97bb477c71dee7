/** Somebody of the demo organisation at work in the portal: signs in and acts by the API, as browsers do. */
import type { DemoSignIn } from './organisation.ts';
import { demoStores } from './organisation.ts';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request as far as its answer tells. */
export interface Asked {
  readonly requestId: string;
}

/** Longest wait for a request to end or to need a decision, in seconds. */
const waitSeconds = 30;
const timeoutMs = 60_000;

/** The API answered what the story does not expect. */
class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

export class Visitor {
  readonly storeId: string;
  private readonly base: string;
  private cookie = '';
  private csrf = '';

  private constructor(base: string, storeId: string) {
    this.base = base;
    this.storeId = storeId;
  }

  /** @param base such as http://127.0.0.1:3000 */
  static async signIn(
    base: string,
    { store, account }: Pick<DemoSignIn, 'store' | 'account'>,
    password: string,
  ): Promise<Visitor> {
    const { storeId } = demoStores[store];
    const visitor = new Visitor(base, storeId);
    const { status, body } = await visitor.send('POST', '/session', {
      body: { storeId, loginName: account, password },
    });
    if (status !== 201) throw unexpected(`${account} signs in`, status, body);
    visitor.csrf = typeof body['csrfToken'] === 'string' ? body['csrfToken'] : '';
    return visitor;
  }

  async get(path: string): Promise<Answer['body']> {
    const { status, body } = await this.send('GET', path);
    if (status !== 200) throw unexpected(path, status, body);
    return body;
  }

  /**
   * Asks for a portal action and waits until it has ended or needs a decision. The key makes it the
   * same request however often the story is told.
   */
  async ask(key: string, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Asked> {
    const answer = await this.send(method, path, {
      body,
      headers: { 'idempotency-key': `demo/${key}`, prefer: `wait=${String(waitSeconds)}` },
    });
    const { status, body: outcome } = answer;
    // A refusal of the plan is an outcome, too: it names its request.
    const { requestId } = outcome;
    if (typeof requestId !== 'string') throw unexpected(key, status, outcome);
    return { requestId };
  }

  /** Approves, denies or withdraws; what is settled already stays as it is. */
  async settle({ requestId }: Asked, how: 'approve' | 'deny' | 'withdraw', body: object = {}): Promise<void> {
    const { status, body: problem } = await this.send('POST', `/requests/${requestId}/${how}`, { body });
    if (status !== 200 && status !== 409) throw unexpected(`${how} ${requestId}`, status, problem);
  }

  /** Reads the person's directory into the index; one that is being read already is enough. */
  async replicate(): Promise<void> {
    const { status, body } = await this.send('POST', `/stores/${this.storeId}/replicate`, { body: {} });
    if (status !== 202) throw unexpected('replicate', status, body);
  }

  async end(): Promise<void> {
    await this.send('DELETE', '/session');
  }

  private async send(
    method: string,
    path: string,
    { body, headers = {} }: { body?: object | undefined; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.csrf === '' ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }
}

const unexpected = (what: string, status: number, body: Answer['body']): Unexpected =>
  new Unexpected(`${what}: answered ${String(status)} ${JSON.stringify(body)}`);
