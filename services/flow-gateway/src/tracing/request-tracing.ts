import { AsyncLocalStorage } from 'node:async_hooks';
import { type LookupResult, ProblemError, type RoutedUpstream } from '@keyward/auth';
import { traceparentOf } from '@keyward/auth/tracing';
import { type Span, SpanKind, type TracerProvider } from '@opentelemetry/api';

import type { Leave } from '../authorization/grant.ts';
import type { Exchange } from '../edge/exchange.ts';
import type { Steps } from '../serve-request.ts';
import { beginTrace, endTrace, markFailed, methodOf } from './request-span.ts';

/** Records the way of each request as spans. A gateway that traces nothing has none, and its steps are not wrapped. */
export interface RequestTracing {
  readonly begin: (exchange: Exchange) => void;
  readonly end: (exchange: Exchange) => void;
  /** A step, done at once or later, as a span below that of the request. */
  readonly step: <Result>(exchange: Exchange, name: string, work: () => Result) => Result;
  /** Steps whose decision is a span `verify` and whose call is a span `upstream`. */
  readonly steps: <Call, Granted extends Traceable>(steps: Steps<Call, Granted>) => Steps<Call, Granted>;
  /** What a question to key-management carries, so that its spans are below the step that asks. */
  readonly questionHeaders: () => Readonly<Record<string, string>>;
  /** Counts how an answer that was not remembered was come by, and tells the step that it was for. */
  readonly counting: (cache: string, count: (result: LookupResult) => void) => (result: LookupResult) => void;
}

type Traceable = Leave & { readonly upstream?: RoutedUpstream };

interface Step {
  readonly span: Span;
  /** Whether all that it took was remembered. */
  cached: boolean;
}

const NO_HEADERS = {};

/** Makes spans of requests. Which request a question to key-management belongs to, an asynchronous context tells. */
export function createRequestTracing(provider: TracerProvider): RequestTracing {
  const tracer = provider.getTracer('@keyward/flow-gateway');
  const present = new AsyncLocalStorage<Step>();

  function step<Result>({ trace }: Exchange, name: string, work: () => Result): Result {
    if (trace === undefined) return work();
    const one: Step = { span: tracer.startSpan(name, {}, trace.context), cached: true };
    const done = (failure?: unknown) => {
      if (name === 'verify') one.span.setAttribute('keyward.cached', one.cached);
      if (failure !== undefined) tellRefusal(one.span, failure);
      one.span.end();
    };
    try {
      const result = present.run(one, work);
      if (result instanceof Promise) result.then(() => done(), done);
      else done();
      return result;
    } catch (error) {
      done(error);
      throw error;
    }
  }

  function callUpstream<T>(exchange: Exchange, upstream: RoutedUpstream, call: () => T): T {
    const { trace, request } = exchange;
    if (trace === undefined) return call();
    const { hostname, port, protocol } = new URL(upstream.baseUrl);
    const attributes = {
      'http.request.method': methodOf(request.method),
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    };
    const span = tracer.startSpan('upstream', { kind: SpanKind.CLIENT, attributes }, trace.context);
    trace.upstream = span;
    trace.outgoing = { traceparent: traceparentOf(span.spanContext()), tracestate: trace.tracestate };
    return call();
  }

  return {
    step,
    begin(exchange) {
      exchange.trace = beginTrace(tracer, exchange);
    },
    end(exchange) {
      if (exchange.trace !== undefined) endTrace(exchange.trace, exchange);
    },
    steps: ({ recognise, authorise, forward }) => ({
      recognise,
      authorise: (exchange, call) => step(exchange, 'verify', () => authorise(exchange, call)),
      forward(exchange, granted, call) {
        const go = () => forward(exchange, granted, call);
        return granted.upstream === undefined ? go() : callUpstream(exchange, granted.upstream, go);
      },
    }),
    questionHeaders() {
      const asking = present.getStore();
      return asking === undefined ? NO_HEADERS : { traceparent: traceparentOf(asking.span.spanContext()) };
    },
    counting: (cache, count) => (result) => {
      count(result);
      const asking = present.getStore();
      if (asking === undefined) return;
      asking.cached = false;
      asking.span.setAttribute(`keyward.cache.${cache}`, result);
    },
  };
}

/** A refusal is what a step is there for; only what failed on this side counts as an error. */
function tellRefusal(span: Span, failure: unknown): void {
  if (!(failure instanceof ProblemError)) markFailed(span, 'unexpected');
  else if (failure.problem.status >= 500) markFailed(span, failure.problem.type);
  else span.setAttribute('keyward.problem', failure.problem.type);
}
