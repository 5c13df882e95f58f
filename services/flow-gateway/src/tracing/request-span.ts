import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

import type { Exchange } from '../edge/exchange.ts';
import { parentSpan } from '../forwarding/trace-context.ts';
import { METHODS } from '../metrics/request-durations.ts';
import type { ExchangeTrace } from './exchange-trace.ts';

/** Begins the span of a request; that of a trusted proxy is its parent. */
export function beginTrace(tracer: Tracer, { request, peer, id }: Exchange): ExchangeTrace {
  const { traceparent, tracestate } = request.headers;
  const sent = peer.trusted && typeof traceparent === 'string' ? parentSpan(traceparent) : undefined;
  const parent: Context = sent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, sent);
  const method = methodOf(request.method);
  const attributes = {
    'http.request.method': method,
    'network.protocol.version': request.httpVersion,
    'keyward.request.id': id,
  };
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
  return {
    span,
    context: trace.setSpan(parent, span),
    tracestate: sent !== undefined && typeof tracestate === 'string' ? tracestate : undefined,
    upstream: undefined,
    outgoing: undefined,
  };
}

/** Ends the spans of a request that is over. Nothing that a client wrote is in them: no path, no query, no header. */
export function endTrace({ span, upstream }: ExchangeTrace, exchange: Exchange): void {
  const { request, response, route, keyId, problem, upstreamFailed } = exchange;
  const status = response.headersSent ? response.statusCode : undefined;
  if (route !== undefined) {
    span.updateName(`${methodOf(request.method)} ${route}`);
    span.setAttribute('http.route', route);
  }
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (keyId !== undefined) span.setAttribute('keyward.key.id', keyId);
  if (problem !== undefined) span.setAttribute('keyward.problem', problem);
  if (status === undefined || status >= 500 || upstreamFailed) markFailed(span, problem ?? String(status ?? 'aborted'));
  span.end();
  if (upstream === undefined) return;
  if (problem === undefined && status !== undefined) upstream.setAttribute('http.response.status_code', status);
  if (problem !== undefined || upstreamFailed) markFailed(upstream, problem ?? 'aborted');
  upstream.end();
}

/** Marks a span as one of something that failed. `type` is a problem's type, or another of few words. */
export function markFailed(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** A method by its name where that is a common one. */
export function methodOf(method: string | undefined): string {
  return method !== undefined && METHODS.has(method) ? method : '_OTHER';
}
