/**
 * Objects this process made a moment ago. Entra answers from many copies: for some seconds one of
 * them may say that such an object does not exist. That is then no absence but a wait.
 */
import { ProviderError } from '../contract.ts';

const rememberMs = 60_000;
const retryMs = 2_000;
/** More are not remembered: the oldest are long since everywhere. */
const maxRemembered = 10_000;

export class Recent {
  readonly #madeAtMs = new Map<string, number>();

  add(id: string): void {
    const key = id.toLowerCase();
    this.#madeAtMs.delete(key);
    this.#madeAtMs.set(key, Date.now());
    const oldest = this.#madeAtMs.keys().next().value;
    if (this.#madeAtMs.size > maxRemembered && oldest !== undefined) this.#madeAtMs.delete(oldest);
  }

  forget(id: string): void {
    this.#madeAtMs.delete(id.toLowerCase());
  }

  has(id: string): boolean {
    const atMs = this.#madeAtMs.get(id.toLowerCase());
    return atMs !== undefined && Date.now() - atMs < rememberMs;
  }

  /** @throws `provider.unavailable` when an object that cannot be seen was made a moment ago */
  refuseAbsence(id: string): void {
    if (!this.has(id)) return;
    throw notSpreadYet(id);
  }
}

export const notSpreadYet = (id: string): ProviderError =>
  new ProviderError(
    'provider.unavailable',
    'Entra ID does not show a new object everywhere yet. It is tried again.',
    {
      detail: `${id} was made a moment ago`,
      retryAfterMs: retryMs,
    },
  );
