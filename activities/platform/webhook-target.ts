/**
 * Where webhooks may be sent: public addresses over https, unless the installation allows more. Looked at when
 * one is saved and again at each connection, by the very address that is connected to.
 */
import dns, { type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { isForbiddenAddress } from './outbound.ts';

export interface WebhookRules {
  /** Networks beyond the public ones, such as 10.20.0.0/16. Link-local and metadata addresses stay forbidden. */
  readonly networks: readonly string[];
  /** Plain http will do. */
  readonly http: boolean;
}

const inner = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  // Ways to reach IPv4 addresses: NAT64, Teredo, 6to4.
  ['64:ff9b::', 32],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, bits, 'ipv6');
}

/** @returns null for what is no network */
export function readNetwork(text: string): { readonly address: string; readonly bits: number } | null {
  const [address = '', bits = ''] = text.split('/');
  const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? { address, bits: Number(bits) } : null;
}

export class WebhookTargetError extends Error {
  override readonly name = 'WebhookTargetError';
}

const insideWords =
  'is in a private, loopback or link-local network, where webhooks are not sent. An operator may allow it by MUSTER_WEBHOOK_NETWORKS';

export class WebhookTargets {
  private readonly allowed = new BlockList();
  private readonly rules: WebhookRules;

  constructor(rules: WebhookRules) {
    this.rules = rules;
    for (const network of rules.networks.map(readNetwork)) {
      if (network === null) continue;
      this.allowed.addSubnet(network.address, network.bits, isIPv6(network.address) ? 'ipv6' : 'ipv4');
    }
  }

  /** What is wrong with an address as it is written, or null. A name is looked up when it is connected to. */
  problemOf(text: string): string | null {
    if (!URL.canParse(text)) return 'must be an address such as https://hooks.example.org/muster';
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.rules.http))
      return 'must begin with https://';
    if (url.username !== '' || url.password !== '')
      return 'must not hold a user name or password; receivers check the signature';
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
    if (isForbiddenAddress(host)) return 'must not be a link-local or metadata address';
    const isInside =
      isIP(host) === 0 ? /(^|\.)localhost$/.test(host) && !this.mayReach('127.0.0.1') : !this.mayReach(host);
    return isInside ? insideWords : null;
  }

  private mayReach(address: string): boolean {
    if (isForbiddenAddress(address)) return false;
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    return !inner.check(address, family) || this.allowed.check(address, family);
  }

  /** The `lookup` of the connection: refuses a name of which any address is not allowed. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const [first] = found;
      if (first === undefined || found.some(({ address }) => !this.mayReach(address))) {
        callback(new WebhookTargetError(`${hostname} ${insideWords}.`), '');
      } else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
