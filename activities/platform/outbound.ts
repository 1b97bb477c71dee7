/** Where Muster does not connect to, whoever asks: link-local addresses and the metadata services of clouds. */
import { BlockList, isIP, isIPv6 } from 'node:net';

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
 * mapped into IPv6), or the URL of such a host. A name is judged as it is written, not looked up.
 */
export function isForbiddenAddress(text: string): boolean {
  return hostsIn(text).some((host) => {
    const name = canonicalHost(host);
    if (isIP(name) !== 0) return forbidden.check(name, isIPv6(name) ? 'ipv6' : 'ipv4');
    return forbiddenNames.includes(name.replace(/\.$/, ''));
  });
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
