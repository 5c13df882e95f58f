import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address in its one strict spelling, or undefined. A v4-mapped v6 address is its v4 address, and a zone id
 * (`fe80::1%eth0`) is dropped.
 */
export function readIpAddress(text: string): IpAddress | undefined {
  const zone = text.indexOf('%');
  const address = zone === -1 ? text : text.slice(0, zone);
  // ipaddr.js also reads "10.1" and octal; two readers that differ on an address are how lists are bypassed.
  return isIP(address) === 0 ? undefined : ipaddr.process(address);
}
