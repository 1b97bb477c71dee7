/** What PostgreSQL says, in the API's words. */
import { ApiProblem } from './problem.ts';

/** Connection lost, server shutting down, too many connections: the database will be back. */
const awayClasses = ['08', '57', '53'];
const awayErrors = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOENT', 'EPIPE'];

/** Null when the error is not the database's, or is a mistake of ours. */
export function databaseProblem(error: unknown): ApiProblem | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    const name = typeof code === 'string' ? code : '';
    if (
      awayErrors.includes(name) ||
      (/^[0-9A-Z]{5}$/.test(name) && awayClasses.includes(name.slice(0, 2))) ||
      /^(Connection terminated|timeout exceeded when trying to connect)/.test(cause.message)
    ) {
      return new ApiProblem(
        'engine.unavailable',
        "Muster's database does not answer at the moment. Try again in a few seconds.",
        { retryAfterSeconds: 5, cause: error },
      );
    }
    // Class 22: a value the database cannot hold, which a schema should have caught.
    if (/^22[0-9A-Z]{3}$/.test(name)) {
      return new ApiProblem('value.invalid', 'A value holds something that cannot be stored.', {
        cause: error,
      });
    }
  }
  return null;
}
