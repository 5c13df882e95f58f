import { isIP, type Socket } from 'node:net';
import type { AddressList } from '@keyward/auth';

/** Who is at the other end of a connection, and whether what it says of others counts. */
export interface Peer {
  readonly address: string;
  readonly trusted: boolean;
}

/** Reads the peer of a connection, once for each connection. */
export function createPeerReader(trustedProxies: AddressList): (socket: Socket) => Peer {
  const peers = new WeakMap<Socket, Peer>();
  return (socket) => {
    const known = peers.get(socket);
    if (known !== undefined) return known;
    const address = withoutMapping(socket.remoteAddress ?? '');
    const peer = { address, trusted: trustedProxies.contains(address) };
    peers.set(socket, peer);
    return peer;
  };
}

/**
 * The client's address: the peer's own, or, behind trusted proxies, the last entry of `X-Forwarded-For` that none of
 * them is. Entries further left are the client's own claim and count for nothing.
 */
export function clientAddress(peer: Peer, forwardedFor: string | undefined, trustedProxies: AddressList): string {
  if (!peer.trusted || forwardedFor === undefined) return peer.address;
  let client = peer.address;
  for (const entry of forwardedFor.split(',').reverse()) {
    const address = addressOf(entry.trim());
    if (address === undefined) break;
    client = address;
    if (!trustedProxies.contains(address)) break;
  }
  return client;
}

/** An entry of X-Forwarded-For as proxies write them: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:80`. */
function addressOf(entry: string): string | undefined {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1];
  const withPort = /^([\d.]+):\d{1,5}$/.exec(entry)?.[1];
  const address = bracketed ?? withPort ?? entry;
  return isIP(address) === 0 ? undefined : withoutMapping(address);
}

/** An IPv4 client on an IPv6 socket shows up as ::ffff:192.0.2.1. */
function withoutMapping(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}
