import { type TSchema, Type } from 'typebox';

/** How it is decided which traces are recorded, by the names that OpenTelemetry gives them. */
export const TRACE_SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const PAIRS = String.raw`^[^\s=,]+=[^,]*(,\s*[^\s=,]+=[^,]*)*$`;

/** OpenTelemetry's own variables, as far as traces need them. */
export function tracingVariables() {
  return {
    /** Where traces are sent (OTLP over HTTP); nowhere when left out. */
    OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
      Type.String({ pattern: String.raw`^https?://[^\s?#]+$`, 'x-rule': 'an http or https URL' }),
    ),
    /** What is sent along: mostly the key of a collector. */
    OTEL_EXPORTER_OTLP_HEADERS: pairsVariable(),
    OTEL_SERVICE_NAME: Type.Optional(Type.String({ minLength: 1 })),
    OTEL_RESOURCE_ATTRIBUTES: pairsVariable(),
    OTEL_TRACES_SAMPLER: Type.Enum([...TRACE_SAMPLERS], {
      'x-rule': `one of ${TRACE_SAMPLERS.join(', ')}`,
      default: 'parentbased_always_on',
    }),
    /** The share of traces that the samplers by ratio record. */
    OTEL_TRACES_SAMPLER_ARG: Type.Decode(
      Type.String({ pattern: String.raw`^(0(\.\d+)?|1(\.0+)?)$`, 'x-rule': 'a number from 0 to 1', default: '1' }),
      Number,
    ),
    /** How long spans are gathered before they are sent, in milliseconds. */
    OTEL_BSP_SCHEDULE_DELAY: Type.Decode(
      Type.String({ pattern: '^[1-9][0-9]{0,5}$', 'x-rule': 'a number of milliseconds', default: '5000' }),
      Number,
    ),
  } satisfies Record<string, TSchema>;
}

/** `name=value`, with commas in between and percent-encoded values. */
function pairsVariable() {
  return Type.Decode(
    Type.String({ pattern: `${PAIRS}|^$`, 'x-rule': 'a list such as name=value,name=value', default: '' }),
    (text): Readonly<Record<string, string>> => {
      const pairs = text === '' ? [] : text.split(',');
      return Object.fromEntries(
        pairs.map((pair) => {
          const at = pair.indexOf('=');
          return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())];
        }),
      );
    },
  );
}

/** Throws a RangeError for a broken escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError('has a value whose percent-encoding is broken');
  }
}
