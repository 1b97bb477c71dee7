/** A name server for SRV and A records (RFC 1035, RFC 2782) on a free port; what it does not know does not exist. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface ServiceRecord {
  readonly name: string;
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
}

export interface NameServer extends AsyncDisposable {
  /** As `dns.setServers` takes it. */
  readonly server: string;
  readonly services: Map<string, readonly ServiceRecord[]>;
  readonly addresses: Map<string, string>;
  /** What was asked for, in order. */
  readonly asked: string[];
}

const types = { a: 1, srv: 33 } as const;

export async function startNameServer(): Promise<NameServer> {
  const services: NameServer['services'] = new Map();
  const addresses: NameServer['addresses'] = new Map();
  const asked: string[] = [];
  const answersTo = (name: string, type: number): Buffer[] | null => {
    const service = services.get(name);
    const address = addresses.get(name);
    if (service === undefined && address === undefined) return null;
    if (type === types.srv) return (service ?? []).map(serviceData);
    return type === types.a && address !== undefined ? [Buffer.from(address.split('.').map(Number))] : [];
  };
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    const found = answersTo(name.toLowerCase(), type);
    const header = Buffer.from(query.subarray(0, 12));
    // An answer with authority; 3 is NXDOMAIN.
    header.writeUInt16BE(0x8580 | (found === null ? 3 : 0), 2);
    [1, found?.length ?? 0, 0, 0].forEach((count, index) => header.writeUInt16BE(count, 4 + 2 * index));
    const records = (found ?? []).flatMap((data) => [recordHead(type, data.length), data]);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: `127.0.0.1:${socket.address().port}`,
    services,
    addresses,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The name is that of the question, by a pointer to it; class IN, for a minute. */
function recordHead(type: number, length: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(length, 10);
  return head;
}

function serviceData({ name, priority, weight, port }: ServiceRecord): Buffer {
  const numbers = Buffer.alloc(6);
  [priority, weight, port].forEach((value, index) => numbers.writeUInt16BE(value, 2 * index));
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([numbers, ...labels, Buffer.from([0])]);
}
