/** What PostgreSQL refused, told apart without reading messages. */
import pg from 'pg';

const uniqueViolation = '23505';
const foreignKeyViolation = '23503';

/** The name of the unique constraint that a write hit, or null when the error is something else. */
export const violatedUnique = (error: unknown): string | null => violated(error, uniqueViolation);

/** The name of the foreign key that a write hit, or null when the error is something else. */
export const violatedForeignKey = (error: unknown): string | null => violated(error, foreignKeyViolation);

function violated(error: unknown, code: string): string | null {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof pg.DatabaseError && cause.code === code ? (cause.constraint ?? '') : null;
}
