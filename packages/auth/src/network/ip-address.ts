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
  // ipaddr.js also reads "10.1", octal, and "::10.0.0.1" as 10.0.0.1. Two readers that differ on an address are how
  // lists are bypassed.
  switch (isIP(address)) {
    case 4:
      return ipaddr.IPv4.parse(address);
    case 6:
      return ipaddr.process(withoutDots(address));
    default:
      return undefined;
  }
}

/** `::ffff:10.0.0.1` as `::ffff:a00:1`. */
function withoutDots(address: string): string {
  if (!address.includes('.')) return address;
  const start = address.lastIndexOf(':') + 1;
  const [a, b, c, d] = ipaddr.IPv4.parse(address.slice(start)).octets.map((octet) =>
    octet.toString(16).padStart(2, '0'),
  );
  return `${address.slice(0, start)}${a}${b}:${c}${d}`;
}
