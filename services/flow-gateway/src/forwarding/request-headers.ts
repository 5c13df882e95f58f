import type { InjectedCredential } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { bySpelling } from '../message-head.ts';
import { credentialHeader, overridesHeader } from './credential.ts';
import { isHopByHop, namedByConnection } from './hop-by-hop.ts';
import { headerFamily } from './name-families.ts';
import { traceContext } from './trace-context.ts';
import { viaHeader } from './via.ts';

/** Names, in lower case, that never go upstream as the client sent them. */
const WITHHELD: ReadonlySet<string> = new Set([
  // The client's credential.
  'authorization',
  'x-api-key',
  // Framing and routing of this connection; the upstream's own are written anew.
  'host',
  'content-length',
  'expect',
  // What the gateway says itself.
  'forwarded',
  'traceparent',
  'tracestate',
  'via',
  'x-real-ip',
  'x-request-id',
  // An upstream that obeys these would run another request than the one that was authorised.
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-uri',
  'x-original-url',
  'x-rewrite-url',
]);

const ACCEPT_ENCODING = 'accept-encoding';

/** What the headers for an upstream depend on beside the request. */
export interface HeaderNeeds {
  readonly credential: InjectedCredential | null;
  /** The response has to be readable on its way: no compression is asked for. */
  readonly readable: boolean;
}

/** The headers for the upstream, names and values alternating, without the framing of the body. */
export function requestHeaders(
  { request, peer, address, id, trace }: Exchange,
  { credential, readable }: HeaderNeeds,
): string[] {
  const { rawHeaders, headers } = request;
  const named = namedByConnection(headers.connection);
  const result: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (isNeverPassed(name)) continue;
    if (named?.has(name.toLowerCase()) === true) continue;
    if (readable && name.length === ACCEPT_ENCODING.length && name.toLowerCase() === ACCEPT_ENCODING) continue;
    if (credential !== null && overridesHeader(name, credential)) continue;
    result.push(name, rawHeaders[at + 1] ?? '');
  }

  const trusted = peer.trusted ? headers : undefined;
  const forwardedFor = single(trusted?.['x-forwarded-for']);
  const proto = single(trusted?.['x-forwarded-proto']) === 'https' ? 'https' : 'http';
  const host = forwardedHost(single(trusted?.['x-forwarded-host'])) ?? headers.host ?? '';
  result.push(
    'x-forwarded-for',
    forwardedFor === undefined ? peer.address : `${forwardedFor}, ${peer.address}`,
    'x-forwarded-proto',
    proto,
    'x-forwarded-host',
    host,
    'forwarded',
    `for=${nodeName(address)};host="${host}";proto=${proto}`,
    'via',
    viaHeader(headers.via),
    'x-request-id',
    id,
  );
  const { traceparent, tracestate } =
    trace?.outgoing ?? traceContext(single(trusted?.traceparent), single(trusted?.tracestate));
  result.push('traceparent', traceparent);
  if (tracestate !== undefined) result.push('tracestate', tracestate);
  if (readable) result.push(ACCEPT_ENCODING, 'identity');
  // Last, out of reach of what the client's headers do to one another.
  if (credential !== null) result.push(...(credentialHeader(credential) ?? []));
  return result;
}

const isNeverPassed = bySpelling((name) => isWithheld(headerFamily(name.toLowerCase())));

/** Many servers read `X_Forwarded_For` as `X-Forwarded-For`, so names are compared by their families. */
function isWithheld(name: string): boolean {
  if (WITHHELD.has(name) || isHopByHop(name)) return true;
  return name.startsWith('x-forwarded-') || name.startsWith('x-keyward-');
}

/** An address as `Forwarded` wants it (RFC 7239 section 6): version 6 in brackets and quotes. */
function nodeName(address: string): string {
  if (address === '') return 'unknown';
  return address.includes(':') ? `"[${address}]"` : address;
}

function forwardedHost(value: string | undefined): string | undefined {
  return value !== undefined && /^[A-Za-z0-9._:[\]-]+$/.test(value) ? value : undefined;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
