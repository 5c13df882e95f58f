import type { UsageDenial } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';

/** A request that is over, as it is counted. */
export interface CountedRequest {
  /** When it ended, in milliseconds since the epoch. */
  readonly at: number;
  readonly keyId: string;
  readonly workspaceId: string | null;
  readonly flowId: string | null;
  readonly model: string | null;
  readonly api: string | null;
  readonly permission: string | null;
  /** `ok`, `limited`, `upstream-error` or `denied:<the last part of the problem type>`. */
  readonly outcome: string;
  /** Whole milliseconds. */
  readonly latencyMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the client. */
  readonly ip: string;
  /** The credential that went along; null where none did. */
  readonly credentialId: string | null;
}

/** Bytes on the wire, heads included. */
export interface WireBytes {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** The problems that are the upstream's doing. */
const UPSTREAM_PROBLEMS: ReadonlySet<string> = new Set([
  GATEWAY_PROBLEMS.upstreamUnreachable.type,
  GATEWAY_PROBLEMS.upstreamForbidden.type,
  GATEWAY_PROBLEMS.upstreamInvalidResponse.type,
  GATEWAY_PROBLEMS.upstreamTimeout.type,
]);

/** As the wire schema has it: eleven days. */
const MAX_LATENCY_MS = 1_000_000_000;
const LONGEST_TEXT = { flowId: 100, model: 200, api: 100, route: 200, detail: 500, address: 45 };

/** What is counted of an exchange that is over; undefined where it is known of no key. `at` is the present time. */
export function countedRequest(exchange: Exchange, bytes: WireBytes, at: number): CountedRequest | undefined {
  const { keyId, destination, tokens, durationMs, address, credentialId } = exchange;
  if (keyId === undefined) return undefined;
  const { workspaceId, flowId, model, api, permission, found } = destination;
  return {
    at,
    keyId,
    workspaceId,
    flowId: found ? flowId : null,
    model: found ? cut(model, LONGEST_TEXT.model) : null,
    api: found ? api : null,
    permission,
    outcome: outcomeOf(exchange),
    latencyMs: Math.min(MAX_LATENCY_MS, Math.round(durationMs)),
    bytesIn: bytes.bytesIn,
    bytesOut: bytes.bytesOut,
    promptTokens: tokens?.input ?? 0,
    completionTokens: tokens?.output ?? 0,
    ip: address.slice(0, LONGEST_TEXT.address),
    credentialId,
  };
}

function outcomeOf({ problem, upstreamFailed, response }: Exchange): string {
  if (problem === undefined) return upstreamFailed || response.statusCode >= 500 ? 'upstream-error' : 'ok';
  if (problem === GATEWAY_PROBLEMS.rateLimited.type) return 'limited';
  if (UPSTREAM_PROBLEMS.has(problem)) return 'upstream-error';
  return `denied:${problem.slice(problem.lastIndexOf('/') + 1)}`;
}

/** Whether the key was let in, whatever the upstream made of the request. */
export function isAccepted({ outcome }: CountedRequest): boolean {
  return outcome === 'ok' || outcome === 'upstream-error';
}

/** What the key's owner may know of a refusal; undefined where the request was not refused. */
export function denialOf(exchange: Exchange, { at, keyId, ip, outcome }: CountedRequest): UsageDenial | undefined {
  const { id, request, response, route = '', problem, reason = null, destination } = exchange;
  const isRefusal = outcome === 'limited' || outcome.startsWith('denied:');
  if (problem === undefined || !isRefusal || response.statusCode < 400) return undefined;
  const { workspaceId, flowId } = destination;
  return {
    requestId: id,
    at,
    keyId,
    workspaceId,
    route: cut(`${request.method} ${route}`, LONGEST_TEXT.route) ?? '',
    flowId: cut(flowId, LONGEST_TEXT.flowId),
    status: response.statusCode,
    problem,
    detail: cut(reason, LONGEST_TEXT.detail),
    ip,
  };
}

/** A text that is too long would have the whole batch refused. */
function cut(text: string | null, length: number): string | null {
  return text === null || text === '' ? null : text.slice(0, length);
}
