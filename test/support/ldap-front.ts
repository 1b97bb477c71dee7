/**
 * An LDAP-aware proxy between a provider and a real server, for what the real server of the tests
 * does not show: truncated ranges, busy answers, size limits, drops in the middle of a page, error
 * texts of Active Directory. It speaks TLS on both sides and counts what passes.
 */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { Ber, BerReader, BerWriter, ModifyRequest, SearchEntry } from 'ldapts';
import type { Certificate } from './certificates.ts';

type Operation =
  'bind' | 'search' | 'add' | 'modify' | 'delete' | 'modifyDn' | 'extended' | 'unbind' | 'other';

/** What happens to a request instead of plain passing. */
type Fault =
  /** Answered here with this result; the server never sees it. */
  | { readonly kind: 'answer'; readonly status: number; readonly diagnostic?: string }
  /** Passed on, and its answer too, after a while. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Passed on and done; its answer is lost with the connection. */
  | { readonly kind: 'loseAnswer' }
  /** After so many entries of the answer the connection ends (FIN), breaks (RST) or falls silent. */
  | { readonly kind: 'close' | 'reset' | 'hang'; readonly afterEntries: number }
  /** A search finds nothing: its entries are kept back, as from an account that lost its rights. */
  | { readonly kind: 'empty' }
  /** A paged search gets an empty page with a cookie first, as Active Directory may send it. */
  | { readonly kind: 'emptyPage' };

/** `list`: a search of several objects below a base, where the directory's own description is not asked for. */
type Planned = Operation | 'list';

interface Plan {
  readonly operation: Planned;
  readonly fault: Fault;
  skip: number;
  times: number;
}

export interface LdapFrontOptions {
  readonly upstream: {
    readonly address: string;
    readonly port: number;
    readonly host: string;
    readonly caPem: string;
  };
  readonly certificate: Certificate;
  /** Where to listen; port 0 takes a free one. */
  readonly address?: string;
  readonly port?: number;
  /** Without TLS towards the client; password writes are then refused as Active Directory does. */
  readonly plain?: boolean;
}

export interface LdapFront extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Requests by operation since the last `reset`. */
  readonly counts: Readonly<Record<Operation, number>>;
  /** Search entries that passed. */
  readonly entries: number;
  /** The values in those entries. */
  readonly values: number;
  readonly connections: number;
  /** Who was bound as what, in order; simple binds only, never the password. */
  readonly binds: readonly string[];
  /** Attribute values per modify, in order. */
  readonly modifiedValues: readonly number[];
  /** Cuts attributes to ranges of this many values, as Active Directory's MaxValRange does. */
  maxValRange: number | null;
  /** Replaces values of rootDSE and nTDSDSA attributes, such as `highestCommittedUSN`. */
  readonly rewrites: Map<string, Buffer>;
  /** Lets the next `times` requests of a kind, after `skip` others, meet a fault. */
  plan(operation: Planned, fault: Fault, times?: number, skip?: number): void;
  /** Shown to those that connect from now on. */
  certificate: Certificate;
  /** Forgets plans and counts; connections stay. */
  reset(): void;
  /** Ends all connections at once. */
  dropAll(how: 'close' | 'reset'): void;
}

const operations: Readonly<Record<number, Operation>> = {
  0x60: 'bind',
  0x63: 'search',
  0x68: 'add',
  0x66: 'modify',
  0x4a: 'delete',
  0x6c: 'modifyDn',
  0x77: 'extended',
  0x42: 'unbind',
};
/** The response tag for a request's operation. */
const answerTags: Readonly<Partial<Record<Operation, number>>> = {
  bind: 0x61,
  search: 0x65,
  add: 0x69,
  modify: 0x67,
  delete: 0x6b,
  modifyDn: 0x6d,
  extended: 0x78,
};
const entryTag = 0x64;
const pagedResults = '1.2.840.113556.1.4.319';
const emptyPageCookie = 'the page before was empty';

export async function startLdapFront(options: LdapFrontOptions): Promise<LdapFront> {
  const front = new Front(options);
  await front.listen();
  return front;
}

class Front implements LdapFront {
  readonly address: string;
  port = 0;
  counts = noCounts();
  entries = 0;
  values = 0;
  connections = 0;
  binds: string[] = [];
  modifiedValues: number[] = [];
  maxValRange: number | null = null;
  readonly rewrites = new Map<string, Buffer>();
  plans: Plan[] = [];
  certificate: Certificate;
  readonly options: LdapFrontOptions;
  readonly open = new Set<Conversation>();
  readonly #server: Server;

  constructor(options: LdapFrontOptions) {
    this.options = options;
    this.certificate = options.certificate;
    this.address = options.address ?? '127.0.0.1';
    // As directory servers have it: without, the second message of an answer waits 40 ms for the first to be confirmed.
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.connections += 1;
      this.open.add(new Conversation(this, socket));
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(this.options.port ?? 0, this.address);
    await once(this.#server, 'listening');
    const bound = this.#server.address();
    if (bound !== null && typeof bound === 'object') this.port = bound.port;
  }

  plan(operation: Planned, fault: Fault, times = 1, skip = 0): void {
    this.plans.push({ operation, fault, times, skip });
  }

  /** The fault this request meets, if any. */
  meet(operation: Operation, isList: boolean): Fault | null {
    const plan = this.plans.find(
      (each) => (each.operation === operation || (each.operation === 'list' && isList)) && each.times > 0,
    );
    if (plan === undefined) return null;
    if (plan.skip > 0) {
      plan.skip -= 1;
      return null;
    }
    plan.times -= 1;
    return plan.fault;
  }

  reset(): void {
    this.plans = [];
    this.counts = noCounts();
    this.entries = 0;
    this.values = 0;
    this.connections = 0;
    this.binds = [];
    this.modifiedValues = [];
    this.maxValRange = null;
    this.rewrites.clear();
  }

  dropAll(how: 'close' | 'reset'): void {
    for (const conversation of [...this.open]) conversation.end(how);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dropAll('reset');
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }
}

interface Asked {
  readonly operation: Operation;
  readonly fault: Fault | null;
  entries: number;
}

/** One client's connection and its counterpart towards the server. */
class Conversation {
  readonly #front: Front;
  readonly #raw: Socket;
  readonly #client: Socket;
  readonly #server: TLSSocket;
  readonly #asked = new Map<number, Asked>();
  #silent = false;
  #beforeEmptyPage: Buffer | null = null;

  constructor(front: Front, raw: Socket) {
    this.#front = front;
    this.#raw = raw;
    const { upstream, plain } = front.options;
    const { certificate } = front;
    this.#client =
      plain === true
        ? raw
        : new TLSSocket(raw, { isServer: true, key: certificate.keyPem, cert: certificate.certPem });
    this.#server = connectTls({
      host: upstream.address,
      port: upstream.port,
      servername: upstream.host,
      ca: upstream.caPem,
    });
    this.#server.setNoDelay(true);
    const over = (): void => {
      this.end('close');
    };
    this.#client.on(
      'data',
      reading((message) => {
        this.#fromClient(message);
      }, over),
    );
    this.#server.on(
      'data',
      reading((message) => {
        this.#fromServer(message);
      }, over),
    );
    for (const socket of new Set([this.#raw, this.#client, this.#server])) {
      socket.on('error', over);
      socket.on('close', over);
    }
  }

  end(how: 'close' | 'reset'): void {
    if (!this.#front.open.delete(this)) return;
    this.#server.destroy();
    if (how === 'reset') this.#raw.resetAndDestroy();
    else {
      this.#client.end();
      this.#raw.end();
    }
  }

  #fromClient(message: Buffer): void {
    const { id, tag, reader } = open(message);
    const operation = operations[tag] ?? 'other';
    this.#front.counts[operation] += 1;
    if (operation === 'bind') this.#noteBind(reader);
    if (operation === 'modify' && this.#meetModify(id, reader)) return;
    const fault = this.#front.meet(operation, operation === 'search' && isListing(reader));
    this.#asked.set(id, { operation, fault, entries: 0 });
    if (fault?.kind === 'answer') {
      this.#client.write(result(id, answerTags[operation] ?? 0x65, fault.status, fault.diagnostic ?? ''));
      return;
    }
    if (fault?.kind === 'emptyPage') {
      this.#beforeEmptyPage = message;
      this.#client.write(emptyPage(id));
      return;
    }
    // The server does not know the cookie we made up: for it, that search begins now.
    const first = message.includes(emptyPageCookie) ? this.#beforeEmptyPage : null;
    this.#server.write(first === null ? message : withId(first, id));
  }

  #noteBind(reader: BerReader): void {
    reader.readInt();
    this.#front.binds.push(reader.readString() ?? '');
  }

  /** True when the request was answered here. */
  #meetModify(id: number, reader: BerReader): boolean {
    const request = new ModifyRequest({ messageId: id });
    request.parseMessage(reader);
    this.#front.modifiedValues.push(
      request.changes.reduce((sum, { modification }) => sum + modification.values.length, 0),
    );
    const isPassword = request.changes.some(
      ({ modification }) => modification.type.toLowerCase() === 'unicodepwd',
    );
    if (!isPassword || this.#front.options.plain !== true) return false;
    const refusal = '0000001F: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0';
    this.#client.write(result(id, 0x67, 53, refusal));
    return true;
  }

  #fromServer(message: Buffer): void {
    if (this.#silent) return;
    const { id, tag } = open(message);
    const asked = this.#asked.get(id);
    const fault = asked?.fault ?? null;
    if (asked !== undefined && tag === entryTag) {
      asked.entries += 1;
      const limit = fault !== null && 'afterEntries' in fault ? fault.afterEntries : Infinity;
      if (asked.entries > limit) {
        this.#breakOff(fault?.kind ?? 'close');
        return;
      }
    } else if (fault !== null && 'afterEntries' in fault) {
      this.#breakOff(fault.kind);
      return;
    } else if (fault?.kind === 'loseAnswer') {
      this.end('reset');
      return;
    }
    if (fault?.kind === 'empty' && tag === entryTag) return;
    const passed = tag === entryTag ? this.#entry(message) : message;
    if (fault?.kind === 'delay') void sleep(fault.ms).then(() => this.#client.write(passed));
    else this.#client.write(passed);
  }

  #breakOff(how: Fault['kind']): void {
    if (how === 'hang') this.#silent = true;
    else this.end(how === 'reset' ? 'reset' : 'close');
  }

  #entry(message: Buffer): Buffer {
    const entry = new SearchEntry({ messageId: 0 });
    const { id, reader } = open(message);
    entry.parseMessage(reader);
    const { maxValRange, rewrites } = this.#front;
    const attributes: { type: string; values: readonly Buffer[] }[] = [];
    let changed = false;
    for (const { type, parsedBuffers } of entry.attributes) {
      const rewritten = rewrites.get(type.toLowerCase());
      if (rewritten !== undefined) {
        changed = true;
        attributes.push({ type, values: [rewritten] });
      } else if (maxValRange !== null && parsedBuffers.length > maxValRange) {
        changed = true;
        const [name = type, option = 'range=0-*'] = type.split(';');
        const start = Number(/range=(\d+)-/.exec(option)?.[1] ?? 0);
        // Active Directory sends the bare name without values beside the range.
        if (!type.includes(';')) attributes.push({ type: name, values: [] });
        attributes.push({
          type: `${name};range=${start}-${start + maxValRange - 1}`,
          values: parsedBuffers.slice(0, maxValRange),
        });
      } else attributes.push({ type, values: parsedBuffers });
    }
    this.#front.entries += 1;
    this.#front.values += attributes.reduce((sum, { values }) => sum + values.length, 0);
    return changed ? writeEntry(id, entry.name, attributes) : message;
  }
}

const noCounts = (): Record<Operation, number> => ({
  bind: 0,
  search: 0,
  add: 0,
  modify: 0,
  delete: 0,
  modifyDn: 0,
  extended: 0,
  unbind: 0,
  other: 0,
});

/** RFC 4511 4.5.1: the base, then the scope, of which 0 is the base alone. */
function isListing(reader: BerReader): boolean {
  const base = reader.readString() ?? '';
  return reader.readEnumeration() !== 0 && !/cn=(?:configuration|schema)\b/iu.test(base);
}

/** Calls back with each whole message of a stream; what is no LDAP ends the conversation. */
function reading(take: (message: Buffer) => void, refuse: () => void): (data: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0);
  return (data) => {
    unread = Buffer.concat([unread, data]);
    while (unread.length > 0) {
      if (unread[0] !== 0x30) {
        refuse();
        return;
      }
      const reader = new BerReader(unread);
      const tag = reader.readSequence();
      const size = reader.offset + reader.length;
      if (tag === null || size > unread.length) return;
      const message = unread.subarray(0, size);
      unread = unread.subarray(size);
      take(message);
    }
  };
}

/** The reader stands at the content of the operation. */
function open(message: Buffer): { readonly id: number; readonly tag: number; readonly reader: BerReader } {
  const reader = new BerReader(message);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const tag = reader.peek() ?? 0;
  reader.readSequence();
  return { id, tag, reader };
}

function message(
  id: number,
  tag: number,
  content: (writer: BerWriter) => void,
  controls?: (writer: BerWriter) => void,
): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(tag);
  content(writer);
  writer.endSequence();
  if (controls !== undefined) {
    writer.startSequence(0xa0);
    controls(writer);
    writer.endSequence();
  }
  writer.endSequence();
  return writer.buffer;
}

function writeResult(writer: BerWriter, status: number, diagnostic: string): void {
  writer.writeEnumeration(status);
  writer.writeString('');
  writer.writeString(diagnostic);
}

const result = (id: number, tag: number, status: number, diagnostic: string): Buffer =>
  message(id, tag, (writer) => {
    writeResult(writer, status, diagnostic);
  });

const emptyPage = (id: number): Buffer =>
  message(
    id,
    0x65,
    (writer) => {
      writeResult(writer, 0, '');
    },
    (writer) => {
      const value = new BerWriter();
      value.startSequence();
      value.writeInt(0);
      value.writeString(emptyPageCookie);
      value.endSequence();
      writer.startSequence();
      writer.writeString(pagedResults);
      writer.writeBuffer(value.buffer, Ber.OctetString);
      writer.endSequence();
    },
  );

/** The same request under another message id. */
function withId(bytes: Buffer, id: number): Buffer {
  const reader = new BerReader(bytes);
  reader.readSequence();
  reader.readInt();
  const rest = bytes.subarray(reader.offset);
  const number = new BerWriter();
  number.writeInt(id);
  const content = Buffer.concat([number.buffer, rest]);
  const header = Buffer.alloc(6);
  header.writeUInt8(0x30, 0);
  header.writeUInt8(0x84, 1);
  header.writeUInt32BE(content.length, 2);
  return Buffer.concat([header, content]);
}

const writeEntry = (
  id: number,
  name: string,
  attributes: readonly { readonly type: string; readonly values: readonly Buffer[] }[],
): Buffer =>
  message(id, entryTag, (writer) => {
    writer.writeString(name);
    writer.startSequence();
    for (const { type, values } of attributes) {
      writer.startSequence();
      writer.writeString(type);
      writer.startSequence(0x31);
      for (const value of values) writer.writeBuffer(value, Ber.OctetString);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
