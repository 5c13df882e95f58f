import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

/** The sampler that `OTEL_TRACES_SAMPLER` names; `ratio` is `OTEL_TRACES_SAMPLER_ARG`. */
export function samplerOf(name: string, ratio: number): Sampler {
  const prefix = 'parentbased_';
  if (name.startsWith(prefix)) return new ParentBasedSampler({ root: samplerOf(name.slice(prefix.length), ratio) });
  if (name === 'always_off') return new AlwaysOffSampler();
  return name === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOnSampler();
}
