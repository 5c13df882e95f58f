import ipaddr from 'ipaddr.js';

import type { IpAddress } from './ip-address.ts';

/** Who can be behind an address: anybody, only neighbours, or nobody an upstream should ever be. */
export type AddressReach = 'public' | 'private' | 'forbidden';

/** Addresses at which a cloud hands a machine its own credentials, wherever those are not link-local already. */
const METADATA_SERVICES = new Set([
  '100.100.100.200', // Alibaba Cloud
  '168.63.129.16', // Azure
  '192.0.0.192', // Oracle Cloud
  'fd00:ec2::254', // AWS
  'fd20:ce::254', // Google Cloud
]);

const FORBIDDEN_RANGES: ReadonlySet<string> = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal']);

/** The reach of an address; forms that carry a v4 address are judged by `embeddedIpv4` first. */
export function addressReach(address: IpAddress): AddressReach {
  const range: string = address.range();
  if (FORBIDDEN_RANGES.has(range) || METADATA_SERVICES.has(address.toString())) return 'forbidden';
  // Global unicast is only what IANA has opened: 2000::/3.
  const global = address instanceof ipaddr.IPv4 || ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
  return range === 'unicast' && global ? 'public' : 'private';
}

/**
 * The v4 address that a v6 address leads to: v4-compatible (RFC 4291), SIIT (RFC 6145), NAT64's well-known prefix (RFC
 * 6052) and 6to4 (RFC 3056). v4-mapped ones were turned into v4 when they were read. Teredo and NAT64's local prefix
 * (RFC 8215) are not here: their own range counts as private.
 */
export function embeddedIpv4(address: IpAddress): ipaddr.IPv4 | undefined {
  if (address instanceof ipaddr.IPv4) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = address.parts;
  if (a === 0x2002) return fromGroups(b, c);
  if (c !== 0 || d !== 0 || f !== 0) return undefined;
  if (a === 0x64 && b === 0xff9b && e === 0) return fromGroups(g, h);
  if (a !== 0 || b !== 0) return undefined;
  const loopbackOrUnspecified = e === 0 && g === 0 && h <= 1;
  return (e === 0 || e === 0xffff) && !loopbackOrUnspecified ? fromGroups(g, h) : undefined;
}

function fromGroups(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
}
