import ipaddr from 'ipaddr.js';

import { type IpAddress, readIpAddress } from './ip-address.ts';

/** Networks of client addresses, parsed once. */
export interface AddressList {
  /** The entries as they were given. */
  readonly entries: readonly string[];
  /** Whether an address lies in one of the networks; false for text that is no address. */
  contains(address: string): boolean;
}

/** A list of CIDR blocks and single addresses, v4 and v6. Throws a RangeError that names the bad entry and why. */
export function parseAddressList(entries: readonly string[]): AddressList {
  const networks = entries.map(readNetwork);
  return {
    entries,
    contains(text) {
      const address = readIpAddress(text);
      return address !== undefined && networks.some((network) => covers(network, address));
    },
  };
}

type Network = readonly [IpAddress, number];

function covers([base, bits]: Network, address: IpAddress): boolean {
  return base.kind() === address.kind() && address.match(base, bits);
}

function readNetwork(entry: string): Network {
  const slash = entry.indexOf('/');
  const text = slash === -1 ? entry : entry.slice(0, slash);
  const base = text.includes('%') ? undefined : readIpAddress(text);
  if (base === undefined) throw new RangeError(`${JSON.stringify(entry)} is not an IP address or CIDR block`);

  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const mapped = base.kind() === 'ipv4' && text.includes(':');
  const width = base.kind() === 'ipv4' ? 32 : 128;
  if (slash === -1) return [base, width];
  const mask = entry.slice(slash + 1);
  const bits = /^(0|[1-9]\d{0,2})$/.test(mask) ? Number(mask) - (mapped ? 96 : 0) : -1;
  if (bits < 0 || bits > width) {
    throw new RangeError(`${JSON.stringify(entry)} has a mask that is not ${mapped ? '96 to 128' : `0 to ${width}`}`);
  }
  const network = networkAddress(base, bits);
  if (network.toString() !== base.toString()) {
    throw new RangeError(
      `${JSON.stringify(entry)} has bits set behind its mask; the block is ${network.toString()}/${bits}`,
    );
  }
  return [base, bits];
}

function networkAddress(address: IpAddress, bits: number): IpAddress {
  const bytes = address.toByteArray();
  return ipaddr.fromByteArray(bytes.map((byte, at) => byte & (0xff << Math.min(8, Math.max(0, 8 * (at + 1) - bits)))));
}
