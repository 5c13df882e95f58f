import { propagation } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** Has libraries read and write W3C Trace Context, in the whole process: they know of no other way to say it. */
export function setTraceContextPropagator(): void {
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
}
