import type { Context, Span } from '@opentelemetry/api';

/** The spans of one exchange. */
export interface ExchangeTrace {
  /** From the first byte of the request to the end of the answer. */
  readonly span: Span;
  /** What the steps' spans are children in. */
  readonly context: Context;
  /** As a trusted proxy sent it. */
  readonly tracestate: string | undefined;
  /** The call of the upstream; undefined before it. */
  upstream: Span | undefined;
  /** What the upstream is told of it. */
  outgoing: TraceFields | undefined;
}

/** The fields of W3C Trace Context. */
export interface TraceFields {
  readonly traceparent: string;
  readonly tracestate: string | undefined;
}
