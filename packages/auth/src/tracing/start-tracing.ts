import { randomUUID } from 'node:crypto';
import type { TracerProvider } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
import type { StaticDecode, TObject } from 'typebox';
import type { tracingVariables } from '../environment/tracing-variables.ts';
import { reportingExporter } from './reporting-exporter.ts';
import { samplerOf } from './sampler.ts';

/** OpenTelemetry's variables, as the environment was read. */
export type TracingConfig = StaticDecode<TObject<ReturnType<typeof tracingVariables>>>;

export interface TracingOptions {
  /** Where traces are sent. */
  readonly endpoint: string;
  /** The name of the service, where `OTEL_SERVICE_NAME` says no other. */
  readonly service: string;
  /** Told when traces begin not to arrive. */
  readonly onFailure: () => void;
}

/** What records traces and sends them. */
export interface Tracing {
  readonly provider: TracerProvider;
  /** Sends what is left, for five seconds at most. */
  readonly close: () => Promise<void>;
}

const TRACES_PATH = '/v1/traces';
const LAST_WORDS_MS = 5_000;

/**
 * Begins to send traces by OTLP over HTTP, in batches, from bounded memory: what does not fit is dropped. To be loaded
 * only where traces are wanted, since the library is large. Nothing of it is made global.
 */
export function startTracing(config: TracingConfig, { endpoint, service, onFailure }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: endpoint.replace(/\/$/, '') + TRACES_PATH,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: LAST_WORDS_MS,
  });
  const provider = new SdkTracerProvider({
    resource: resourceFromAttributes({
      'service.instance.id': randomUUID(),
      ...config.OTEL_RESOURCE_ATTRIBUTES,
      'service.name': config.OTEL_SERVICE_NAME ?? service,
    }),
    sampler: samplerOf(config.OTEL_TRACES_SAMPLER, config.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: reportingExporter(exporter, onFailure),
        scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY,
      }),
    ],
  });
  return {
    provider,
    async close() {
      const { promise: patience, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(() => resolve(), LAST_WORDS_MS);
      await Promise.race([provider.shutdown().catch(() => undefined), patience]);
      clearTimeout(timer);
    },
  };
}
