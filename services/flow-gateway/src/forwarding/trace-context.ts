import { randomFillSync } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const BYTES = 24;

const pool = Buffer.alloc(BYTES * 256);
let used = pool.length;

/** The trace (W3C Trace Context) that a trusted proxy's headers belong to, or a new one. */
export function traceContext(traceparent: string | undefined, tracestate: string | undefined) {
  return traceparent !== undefined && TRACEPARENT.test(traceparent)
    ? { traceparent, tracestate }
    : { traceparent: newTraceparent(), tracestate: undefined };
}

/** The span that a `traceparent` tells of; undefined where it is none. */
export function parentSpan(traceparent: string): SpanContext | undefined {
  if (!TRACEPARENT.test(traceparent)) return undefined;
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  // Of the flags only the first is known (W3C Trace Context, section 3.2.2.5).
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

/** Sampled, as an upstream would decide by itself where no parent says otherwise. */
function newTraceparent(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString('hex', used, used + BYTES);
  used += BYTES;
  return `00-${id.slice(0, 32)}-${id.slice(32)}-01`;
}
