import { type TSchema, Type } from 'typebox';
import { parseTokenPrefixes, TokenPrefixes } from '../token/index.ts';
import { tracingVariables } from './tracing-variables.ts';

const PORT_PATTERN = String.raw`^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$`;
const DURATION_PATTERN = String.raw`^(\d{1,6}|PT(?=\d)(\d{1,3}H)?(\d{1,5}M)?(\d{1,6}S)?)$`;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** A number whose text fits a pattern; `rule` says in words which numbers that are. */
export function numberVariable(rule: string, pattern: string, byDefault: string) {
  return Type.Decode(Type.String({ pattern, 'x-rule': rule, default: byDefault }), Number);
}

/** Seconds, or an ISO 8601 duration of hours, minutes and seconds; read as milliseconds. */
export function durationVariable(byDefault: string) {
  const rule = 'a number of seconds or an ISO 8601 duration such as PT30S';
  return Type.Decode(Type.String({ pattern: DURATION_PATTERN, 'x-rule': rule, default: byDefault }), milliseconds);
}

/** A list with commas between its entries, empty where left out, read as a whole by `parse`. */
export function listVariable<T>(parse: (entries: string[]) => T) {
  return Type.Decode(Type.String({ default: '' }), (text) => parse(entriesOf(text)));
}

/** The variables that every service has. */
export function commonVariables(port: string) {
  return {
    HOST: Type.String({ default: '127.0.0.1' }),
    PORT: numberVariable('a port number', PORT_PATTERN, port),
    /** Where the metrics are; nowhere when left out. */
    METRICS_PORT: Type.Optional(Type.Decode(Type.String({ pattern: PORT_PATTERN, 'x-rule': 'a port number' }), Number)),
    LOG_LEVEL: Type.Enum(LOG_LEVELS, { 'x-rule': `one of ${LOG_LEVELS.join(', ')}`, default: 'info' }),
    /** The prefixes that tokens are recognised by; new ones carry the first. */
    TOKEN_PREFIX: Type.Decode(TokenPrefixes, (text): readonly [string, ...string[]] => {
      const [minting = 'kw', ...others] = parseTokenPrefixes(text);
      return [minting, ...others];
    }),
    /** How long a stop waits for requests under way. */
    SHUTDOWN_GRACE: durationVariable('PT30S'),
    ...tracingVariables(),
  } satisfies Record<string, TSchema>;
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function milliseconds(text: string): number {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  const [, hours = '0', minutes = '0', seconds = '0'] = parts ?? ['', '0', '0', text];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
