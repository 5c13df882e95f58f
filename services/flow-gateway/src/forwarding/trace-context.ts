import { randomFillSync } from 'node:crypto';

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
