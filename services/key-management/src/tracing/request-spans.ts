import { FastifyOtelInstrumentation } from '@fastify/otel';
import { setTraceContextPropagator } from '@keyward/auth/tracing';
import { SpanStatusCode, type TracerProvider } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';

/** What gateways ask every few seconds, and orchestrators: nobody looks for it among traces. */
const UNTRACED = /^\/(internal\/v1\/leases(\/|$)|healthz|readyz)/;

/**
 * A span for each request, below the one that its `traceparent` names. Of what a client wrote, nothing is in it: the
 * library's own attributes hold the whole URL, and the texts of errors, which are put right here.
 */
export async function registerRequestSpans(app: FastifyInstance, provider: TracerProvider): Promise<void> {
  setTraceContextPropagator();
  const instrumentation = new FastifyOtelInstrumentation({
    instrumentHooks: false,
    instrumentHandler: false,
    recordExceptions: false,
    ignorePaths: ({ url }) => UNTRACED.test(url),
    requestHook(span, { method, routeOptions, id }) {
      const route = routeOptions.url ?? 'unknown';
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'url.path': route, 'keyward.request.id': id });
    },
  });
  instrumentation.setTracerProvider(provider);
  await app.register(instrumentation.plugin());
  app.addHook('onSend', async (request, reply) => {
    const { span } = request.opentelemetry();
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR, message: `status ${reply.statusCode}` });
    // A refusal is an answer like others (semantic conventions for HTTP servers), though the library marks it.
    else span?.setStatus({ code: SpanStatusCode.OK });
  });
}
