/** The network test of a local directory's settings: address, credentials, rights; writes nothing. */
import { sql } from 'drizzle-orm';
import type { CheckReport } from '../contract.ts';
import type { LocalDirectory } from './directory.ts';
import { checkFailureOf, translate } from './errors.ts';

export async function checkDirectory(directory: LocalDirectory): Promise<CheckReport> {
  const { schemaName } = directory.tables;
  const steps: { name: string; ok: boolean; message: string }[] = [];
  try {
    const { rows } = await directory.connect().execute<{ stands: boolean; may: boolean }>(sql`
      select to_regnamespace(quote_ident(${schemaName}::text)) is not null as stands,
        has_database_privilege(current_database(), 'CREATE') as may`);
    steps.push({ name: 'connect', ok: true, message: 'The database answers.' });
    const [found] = rows;
    if (found?.stands !== true && found?.may !== true) {
      const message = 'The database user may not create a schema. Grant it CREATE on the database.';
      steps.push({ name: 'schema', ok: false, message });
      return { ok: false, failure: 'privilege', message, steps };
    }
    const message = found.stands ? 'The directory is there.' : 'The directory can be made at its first use.';
    steps.push({ name: 'schema', ok: true, message });
    return { ok: true, failure: null, message, steps };
  } catch (error) {
    const { message } = translate(error);
    steps.push({ name: 'connect', ok: false, message });
    return { ok: false, failure: checkFailureOf(error), message, steps };
  }
}
