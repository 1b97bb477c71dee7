/** One request of Graph, alone or as a part of a `$batch`, and its answer. */
export interface Call {
  readonly method: string;
  /** Decoded, without the version: `/users/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  /** `https://host/v1.0`. */
  readonly base: string;
  readonly inBatch: boolean;
}

export interface Answer {
  readonly status: number;
  /** JSON; a string is sent as plain text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
