/** The sign-in host refuses the application. */
export class SignInRefusal extends Error {
  override readonly name = 'SignInRefusal';
  /** The AADSTS number, where one was given. */
  readonly code: number | null;

  constructor(message: string, cause?: unknown) {
    super(message.split(/\r?\n| Trace ID:/, 1)[0] ?? message, { cause });
    const found = /AADSTS(\d+)/.exec(message)?.[1];
    this.code = found === undefined ? null : Number(found);
  }
}
