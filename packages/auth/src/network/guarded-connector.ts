import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import buildConnector from 'undici/lib/core/connect.js';

import type { UpstreamAddressPolicy } from './upstream-address-policy.ts';

/** The address policy allows none of the addresses of an upstream's host. */
export class ForbiddenAddressError extends Error {
  readonly code = 'FORBIDDEN_ADDRESS';
}

/**
 * A connector that dials only what the policy permits. It judges the answer of the very look-up whose addresses are
 * dialled, so a name that resolves differently the second time gains nothing.
 */
export function createGuardedConnector(policy: UpstreamAddressPolicy, connectMs: number): buildConnector.connector {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const permitted = addresses.filter(({ address }) => policy.permits(address, hostname));
      const [first] = permitted;
      if (first === undefined) return callback(new ForbiddenAddressError('no address of the host is permitted'), []);
      if (options.all === true) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: connectMs, allowH2: false, autoSelectFamily: true, lookup: guardedLookup });

  return (options, callback) => {
    // Node asks no look-up about a literal address.
    if (isIP(options.hostname) !== 0 && !policy.permits(options.hostname, options.hostname)) {
      const error = new ForbiddenAddressError('the address is not permitted');
      process.nextTick(() => callback(error, null));
      return;
    }
    connect(options, callback);
  };
}
