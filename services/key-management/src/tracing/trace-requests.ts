import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/**
 * Records each request as a span where the environment says where to send traces to; the libraries are loaded only then.
 * To be called before routes are added.
 */
export async function traceRequests(app: FastifyInstance, config: Config): Promise<void> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return;
  const [{ startTracing }, { registerRequestSpans }] = await Promise.all([
    import('@keyward/auth/tracing'),
    import('./request-spans.ts'),
  ]);
  const onFailure = () => app.log.warn('traces cannot be sent; some of them are lost');
  const { provider, close } = startTracing(config, { endpoint, service: 'key-management', onFailure });
  // Hooks of this kind run last in, first out: by then every request has ended.
  app.addHook('onClose', close);
  await registerRequestSpans(app, provider);
}
