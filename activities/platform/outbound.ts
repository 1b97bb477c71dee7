/** Where Muster does not connect to, whoever asks: link-local addresses and the metadata services of clouds. */
import dns, { type LookupAddress } from 'node:dns';
import {
  BlockList,
  connect,
  isIP,
  isIPv6,
  type LookupFunction,
  Socket,
  type TcpNetConnectOpts,
} from 'node:net';

const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
// Amazon (also for Oracle), Alibaba, Oracle, Azure.
forbidden.addAddress('fd00:ec2::254', 'ipv6');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addAddress('192.0.0.192', 'ipv4');
forbidden.addAddress('168.63.129.16', 'ipv4');
// The same IPv4 addresses behind NAT64 (RFC 6052).
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

const forbiddenNames = [
  'metadata',
  'metadata.google.internal',
  'instance-data',
  'instance-data.ec2.internal',
];

/**
 * True for a host name, an address in any of its spellings (decimal, octal, hexadecimal, shortened,
 * mapped into IPv6), or the URL of such a host. A name is judged as it is written, not looked up:
 * {@link guardedLookup} does that when a connection is made.
 */
export function isForbiddenAddress(text: string): boolean {
  return hostsIn(text).some((host) => {
    const name = canonicalHost(host);
    if (isIP(name) !== 0) return forbidden.check(name, isIPv6(name) ? 'ipv6' : 'ipv4');
    return forbiddenNames.includes(name.replace(/\.$/, ''));
  });
}

/** A name leads to where Muster does not connect, whatever it led to when it was saved. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'EADDRFORBIDDEN';
  constructor(host: string) {
    super(`${host} leads to a link-local or metadata address, where Muster does not connect.`);
  }
}

/**
 * The `lookup` of every outgoing connection: the system's, refusing a name of which any address is
 * forbidden. The socket connects to the very address that was looked at, so that a name server that
 * answers differently the next time (DNS rebinding) changes nothing.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) {
      callback(error, '');
      return;
    }
    const [first] = found;
    if (first === undefined || found.some(({ address }) => isForbiddenAddress(address))) {
      callback(new ForbiddenAddressError(hostname), '');
    } else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/**
 * The address to connect to, checked.
 * @throws ForbiddenAddressError, or what the name server said
 */
export function guardedAddress(host: string): Promise<string> {
  if (isForbiddenAddress(host)) return Promise.reject(new ForbiddenAddressError(host));
  if (isIP(host) !== 0) return Promise.resolve(host);
  return new Promise((resolve, reject) => {
    guardedLookup(host, {}, (error, address) => {
      if (error === null) resolve(address as string);
      else reject(error);
    });
  });
}

/** A socket under way; what is forbidden comes out as its `error`. */
export function connectGuarded(options: TcpNetConnectOpts): Socket {
  const host = options.host ?? 'localhost';
  if (!isForbiddenAddress(host)) return connect({ ...options, lookup: guardedLookup });
  return new Socket().destroy(new ForbiddenAddressError(host));
}

/** For clients that connect a socket they are given, by port and host. */
export class GuardedSocket extends Socket {
  override connect(...args: unknown[]): this {
    const [port, host = 'localhost', ...rest] = args;
    if (typeof port !== 'number' || typeof host !== 'string')
      throw new TypeError('A guarded socket is connected by port and host.');
    if (isForbiddenAddress(host)) return this.destroy(new ForbiddenAddressError(host));
    const [listener] = rest.filter((each) => typeof each === 'function') as (() => void)[];
    return super.connect({ port, host, lookup: guardedLookup }, listener);
  }
}

/** The text itself, without a port, and what a URL or `user@host` in it names. */
function hostsIn(text: string): string[] {
  const trimmed = text.trim();
  const authority = trimmed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return [trimmed, host, host.replace(/:\d*$/, '')];
}

/** As browsers read a host (WHATWG URL): `2852039166` and `0xa9fea9fe` are 169.254.169.254. */
function canonicalHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const address = `http://${bare.includes(':') ? `[${bare}]` : bare}/`;
  if (!URL.canParse(address)) return bare.toLowerCase();
  return new URL(address).hostname.replace(/^\[(.*)\]$/, '$1');
}
