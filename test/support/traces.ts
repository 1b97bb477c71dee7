/** Looks for planted values wherever Muster leaves traces: workflow histories, logs, the whole database. */
import { METADATA_ENCODING_KEY, type Payload } from '@temporalio/common';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import pg from 'pg';
import { EncryptionCodec } from '../../activities/platform/temporal/codec.ts';
import type { KeyRing } from '../../activities/platform/keyring.ts';

/** Where something may have been left: a name and bytes as latin1 text. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** `<what> in <place> as <form>` for each planted value that is found. */
export function findTraces(planted: Readonly<Record<string, string>>, places: readonly Place[]): string[] {
  return Object.entries(planted).flatMap(([what, value]) =>
    [...formsOf(value)].flatMap(([form, text]) =>
      places
        .filter((place) => place.text.includes(text))
        .map((place) => `${what} in ${place.name} as ${form}`),
    ),
  );
}

/** The ways a value may be written down, as latin1 text. */
function formsOf(value: string): Map<string, string> {
  const forms = new Map<string, string>();
  for (const [charset, bytes] of [
    ['UTF-8', Buffer.from(value, 'utf8')],
    ['UTF-16LE', Buffer.from(value, 'utf16le')],
  ] as const) {
    forms.set(charset, bytes.toString('latin1'));
    forms.set(`${charset} in hex`, bytes.toString('hex'));
    forms.set(`${charset} in upper-case hex`, bytes.toString('hex').toUpperCase());
    // Within longer text the same bytes give three different texts, by where they begin.
    for (const before of [0, 1, 2]) {
      const whole = Buffer.concat([Buffer.alloc(before), bytes]);
      const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
      const own = text.slice(before === 0 ? 0 : 4);
      forms.set(`${charset} in base64 at ${before}`, own);
      forms.set(`${charset} in base64url at ${before}`, own.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  forms.set('JSON', Buffer.from(JSON.stringify(value).slice(1, -1)).toString('latin1'));
  forms.set('a part of an address', encodeURIComponent(value));
  return forms;
}

/** Every row of every table of every schema, as PostgreSQL writes it; bytes are hexadecimal. */
export async function databaseDump(superuserUrl: string): Promise<Place[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ table: string }>(
      `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const places: Place[] = [];
    for (const { table } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${table} t`,
      );
      places.push({
        name: `table ${table}`,
        text: Buffer.from(rows.map(({ row }) => row).join('\n')).toString('latin1'),
      });
    }
    return places;
  } finally {
    await client.end();
  }
}

export interface WorkflowTraces {
  /** The histories as the server keeps them. */
  readonly raw: readonly Place[];
  /** Their payloads, decrypted. */
  readonly decoded: readonly Place[];
}

/** The histories of all workflows of a namespace. */
export async function workflowTraces(
  address: string,
  namespace: string,
  keyRing: KeyRing,
): Promise<WorkflowTraces> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace });
    const codec = new EncryptionCodec(keyRing);
    const raw: Place[] = [];
    const decoded: Place[] = [];
    for await (const { workflowId, runId, type } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const name = `${type} ${workflowId}`;
      const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
      raw.push({ name: `history of ${name}`, text: Buffer.from(bytes).toString('latin1') });
      const payloads = await codec.decode(payloadsIn(history));
      decoded.push({
        name: `decoded history of ${name}`,
        text: payloads.map(({ data }) => Buffer.from(data ?? []).toString('latin1')).join('\n'),
      });
    }
    return { raw, decoded };
  } finally {
    await connection.close();
  }
}

function payloadsIn(node: unknown): Payload[] {
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return [];
  if (METADATA_ENCODING_KEY in ((node as Payload).metadata ?? {})) return [node];
  return Object.values(node).flatMap(payloadsIn);
}
