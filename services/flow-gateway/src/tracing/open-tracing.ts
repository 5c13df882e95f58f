import type { FastifyBaseLogger } from 'fastify';

import type { Config } from '../config.ts';
import type { RequestTracing } from './request-tracing.ts';

/** Traces of requests, and how they end. */
export interface OpenTracing extends RequestTracing {
  /** Sends what is left. */
  readonly close: () => Promise<void>;
}

/** Begins to trace requests where the environment says where to send traces to; the libraries are loaded only then. */
export async function openTracing(config: Config, log: FastifyBaseLogger): Promise<OpenTracing | undefined> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return undefined;
  const [{ startTracing }, { createRequestTracing }] = await Promise.all([
    import('@keyward/auth/tracing'),
    import('./request-tracing.ts'),
  ]);
  const onFailure = () => log.warn('traces cannot be sent; some of them are lost');
  const { provider, close } = startTracing(config, { endpoint, service: 'flow-gateway', onFailure });
  return { ...createRequestTracing(provider), close };
}
