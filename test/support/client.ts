/** A client of the API as a browser or a script is one: cookies, CSRF token, problem documents. */

export interface Answer<T = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

interface Options {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export class ApiClient {
  private readonly base: string;
  private readonly jar = new Map<string, string>();
  private csrf = '';

  constructor(base: string) {
    this.base = base;
  }

  /** @throws when the sign-in is refused */
  static async signIn(
    base: string,
    storeId: string,
    loginName: string,
    password: string,
  ): Promise<ApiClient> {
    const client = new ApiClient(base);
    const answer = await client.post('/session', { storeId, loginName, password });
    if (answer.status !== 200 && answer.status !== 201) {
      throw new Error(`${loginName} could not sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await client.refreshToken();
    return client;
  }

  async refreshToken(): Promise<void> {
    const session = await this.get('/session');
    this.csrf = (session.body as { csrfToken?: string }).csrfToken ?? '';
  }

  /** What only this client may know: the session's id as the cookie carries it, and the CSRF token. */
  secrets(): readonly [string, string] {
    const session = this.jar.get('muster') ?? this.jar.get('__Host-muster') ?? '';
    const id = decodeURIComponent(session).split('.')[0] ?? '';
    if (id === '' || this.csrf === '') throw new Error('Sign in first.');
    return [id, this.csrf];
  }

  /** As the browser sends them, for addresses outside the API. */
  cookies(): string {
    return this.cookie;
  }

  private get cookie(): string {
    return [...this.jar].map((pair) => pair.join('=')).join('; ');
  }

  get(path: string, options: Options = {}) {
    return this.send('GET', path, options);
  }
  post(path: string, body: unknown = {}, options: Options = {}) {
    return this.send('POST', path, { ...options, body });
  }
  put(path: string, body: unknown, options: Options = {}) {
    return this.send('PUT', path, { ...options, body });
  }
  patch(path: string, body: unknown, options: Options = {}) {
    return this.send('PATCH', path, { ...options, body });
  }
  delete(path: string, options: Options = {}) {
    return this.send('DELETE', path, options);
  }

  async send(
    method: string,
    path: string,
    { body, headers = {}, timeoutMs = 70_000 }: Options,
  ): Promise<Answer> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(method === 'GET' || this.csrf === '' ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** A long answer, as it comes. The caller reads it to its end or cancels it. */
  stream(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.base}/api/v1${path}`, {
      headers: { cookie: this.cookie, ...headers },
      signal: AbortSignal.timeout(60_000),
    });
  }

  /** Waits until a request has reached one of the states. */
  async untilState(requestId: string, states: readonly string[], timeoutMs = 60_000): Promise<any> {
    const end = Date.now() + timeoutMs;
    let last: Answer | null = null;
    while (Date.now() < end) {
      last = await this.get(`/requests/${requestId}`).catch(() => null);
      if (last?.status === 200 && states.includes(last.body.state ?? last.body.request?.state))
        return last.body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(
      `Request ${requestId} did not become ${states.join(' or ')}: ${JSON.stringify(last?.body)}`,
    );
  }
}

export const withKey = (key: string, more: Readonly<Record<string, string>> = {}) => ({
  headers: { 'idempotency-key': key, ...more },
});
