export { setTraceContextPropagator } from './propagator.ts';
export { startTracing, type Tracing, type TracingConfig, type TracingOptions } from './start-tracing.ts';
export { traceparentOf } from './traceparent.ts';
