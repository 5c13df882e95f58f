import { availableParallelism } from 'node:os';
import {
  createUpstreamAddressPolicy,
  parseAddressList,
  parseToken,
  parseTokenPrefixes,
  TokenPrefixes,
} from '@keyward/auth';
import { type StaticDecode, Type } from 'typebox';

import { ConfigError, readEnvironment } from './environment.ts';

const number = (rule: string, pattern: string, byDefault: string) =>
  Type.Decode(Type.String({ pattern, 'x-rule': rule, default: byDefault }), Number);

const duration = (byDefault: string) =>
  Type.Decode(
    Type.String({
      pattern: String.raw`^(\d{1,6}|PT(?=\d)(\d{1,3}H)?(\d{1,5}M)?(\d{1,6}S)?)$`,
      'x-rule': 'a number of seconds or an ISO 8601 duration such as PT30S',
      default: byDefault,
    }),
    milliseconds,
  );

const PORT_RULE = 'a port number';
const PORT_PATTERN = String.raw`^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$`;

const list = () => Type.String({ default: '' });

/** Every variable of the environment that this service reads. */
const Environment = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: number(PORT_RULE, PORT_PATTERN, '4100'),
  /** Where the metrics are; nowhere when left out. */
  METRICS_PORT: Type.Optional(Type.Decode(Type.String({ pattern: PORT_PATTERN, 'x-rule': PORT_RULE }), Number)),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    'x-rule': 'one of fatal, error, warn, info, debug, trace, silent',
    default: 'info',
  }),
  KEY_MANAGEMENT_URL: Type.String({
    pattern: String.raw`^https?://[^\s/?#@]+[^\s?#@]*$`,
    'x-rule': 'an http or https URL',
  }),
  SERVICE_KEY: Type.String({ minLength: 1 }),
  TOKEN_PREFIX: Type.Decode(TokenPrefixes, parseTokenPrefixes),
  /** Addresses and networks of the proxies in front, whose X-Forwarded-* headers count. */
  TRUSTED_PROXIES: Type.Decode(list(), (text) => parseAddressList(entriesOf(text))),
  /** Whether `?api_key=` counts as a token. */
  ALLOW_QUERY_TOKEN: Type.Decode(
    Type.Enum(['true', 'false'], { 'x-rule': 'true or false', default: 'false' }),
    (text) => text === 'true',
  ),
  /** Private networks and hosts that upstreams may use. */
  UPSTREAM_ALLOW: Type.Decode(list(), (text) => createUpstreamAddressPolicy(entriesOf(text))),
  /** How long a stop waits for requests under way, in milliseconds. */
  SHUTDOWN_GRACE: duration('PT30S'),
  /** How long after its lease's end a gateway may go on with its last known answers; 0: not at all. Milliseconds. */
  STALE_IF_UNAVAILABLE: duration('PT0S'),
  /** What becomes of requests under way when their key ends. */
  ON_REVOKE: Type.Enum(['end', 'finish'], { 'x-rule': 'end or finish', default: 'end' }),
  /** How many processes serve the port; `auto`: one a core. */
  WORKERS: Type.Decode(
    Type.String({
      pattern: '^([1-9]|[1-5][0-9]|6[0-4]|auto)$',
      'x-rule': 'a number from 1 to 64, or auto',
      default: '1',
    }),
    (text) => (text === 'auto' ? Math.min(availableParallelism(), 64) : Number(text)),
  ),
  /** How many active keys are remembered. */
  CACHE_MAX_KEYS: number('a number from 1 to 10000000', '^([1-9][0-9]{0,6}|10000000)$', '100000'),
});

export type Config = StaticDecode<typeof Environment>;

/** Variables that may also be given as `<name>_FILE`, the path of a file that holds the value. */
const SECRETS = ['SERVICE_KEY'];

/** Reads the environment. Throws one ConfigError that names all problems. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = readEnvironment(Environment, environment, SECRETS);
  const parsed = parseToken(config.SERVICE_KEY, config.TOKEN_PREFIX);
  if (parsed.form !== 'minted' || parsed.kind !== 'svc') {
    const [prefix = 'kw'] = config.TOKEN_PREFIX;
    throw new ConfigError([`SERVICE_KEY must be a well-formed token ${prefix}_svc_…, its checksum included`]);
  }
  return config;
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function milliseconds(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [
    '',
    '0',
    '0',
    text,
  ];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
