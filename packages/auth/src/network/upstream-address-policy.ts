import { isIP } from 'node:net';

import { parseAddressList } from './address-list.ts';
import { addressReach, embeddedIpv4 } from './address-reach.ts';
import { type BaseUrlCheck, readBaseUrl } from './base-url.ts';
import { readIpAddress } from './ip-address.ts';

/** Which addresses may be called as an upstream: at configuration time by URL, and at the dial by address. */
export interface UpstreamAddressPolicy {
  /**
   * Whether an address may be dialled for a hostname. To be asked after DNS, about the address that is really dialled.
   * Link-local, metadata, multicast, broadcast and unspecified addresses never may.
   */
  permits(address: string, hostname: string): boolean;
  /** Judges a base URL without DNS: its form, and its host where that is a literal address or `localhost`. */
  checkBaseUrl(url: string): BaseUrlCheck;
}

const HOSTNAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[0-9a-f]*)$/;

/**
 * The policy under `UPSTREAM_ALLOW`: public addresses always, private ones only inside the allowed CIDR blocks or under
 * an allowed hostname. Throws a RangeError that names a bad entry.
 */
export function createUpstreamAddressPolicy(allow: readonly string[]): UpstreamAddressPolicy {
  const isNetwork = (entry: string) => entry.includes('/') || isIP(entry) !== 0;
  const networks = parseAddressList(allow.filter(isNetwork));
  const names = new Set(allow.filter((entry) => !isNetwork(entry)).map(readHostname));

  function permits(text: string, hostname: string): boolean {
    const address = readIpAddress(text);
    if (address === undefined) return false;
    const judged = embeddedIpv4(address) ?? address;
    if (addressReach(address) === 'forbidden') return false;
    const reach = addressReach(judged);
    if (reach !== 'private') return reach === 'public';
    return networks.contains(judged.toString()) || names.has(comparable(hostname));
  }

  function checkBaseUrl(text: string): BaseUrlCheck {
    const read = readBaseUrl(text);
    if (!read.ok) return read;
    const hostname = comparable(read.url.hostname);
    const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
    if (isIP(literal) !== 0) {
      return permits(literal, hostname) ? read : refused('the address is not public and not in UPSTREAM_ALLOW');
    }
    if (hostname === 'localhost' || hostname.endsWith('.localhost')) {
      const allowed = permits('127.0.0.1', hostname) || permits('::1', hostname);
      return allowed ? read : refused('the host is this machine itself, which is not in UPSTREAM_ALLOW');
    }
    return read;
  }

  return { permits, checkBaseUrl };
}

function readHostname(entry: string): string {
  const name = comparable(entry);
  if (!HOSTNAME.test(name) || ENDS_IN_NUMBER.test(name)) {
    throw new RangeError(`${JSON.stringify(entry)} is not a CIDR block, an IP address or a hostname`);
  }
  return name;
}

function comparable(hostname: string): string {
  const lower = hostname.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

function refused(detail: string): BaseUrlCheck {
  return { ok: false, detail };
}
