/** What PostgreSQL refused, told apart without reading messages. */
import pg from 'pg';

const uniqueViolation = '23505';

/** The name of the unique constraint that a write hit, or null when the error is something else. */
export function violatedUnique(error: unknown): string | null {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof pg.DatabaseError && cause.code === uniqueViolation
    ? (cause.constraint ?? '')
    : null;
}
