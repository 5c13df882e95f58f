import { availableParallelism } from 'node:os';
import { createUpstreamAddressPolicy, parseAddressList, parseToken } from '@keyward/auth';
import {
  ConfigError,
  commonVariables,
  durationVariable,
  listVariable,
  numberVariable,
  readEnvironment,
} from '@keyward/auth/environment';
import { type StaticDecode, Type } from 'typebox';

/** Every variable of the environment that this service reads. */
const Environment = Type.Object({
  ...commonVariables('4100'),
  KEY_MANAGEMENT_URL: Type.String({
    pattern: String.raw`^https?://[^\s/?#@]+[^\s?#@]*$`,
    'x-rule': 'an http or https URL',
  }),
  SERVICE_KEY: Type.String({ minLength: 1 }),
  /** Addresses and networks of the proxies in front, whose X-Forwarded-* headers count. */
  TRUSTED_PROXIES: listVariable(parseAddressList),
  /** Whether `?api_key=` counts as a token. */
  ALLOW_QUERY_TOKEN: Type.Decode(
    Type.Enum(['true', 'false'], { 'x-rule': 'true or false', default: 'false' }),
    (text) => text === 'true',
  ),
  /** Private networks and hosts that upstreams may use. */
  UPSTREAM_ALLOW: listVariable(createUpstreamAddressPolicy),
  /** How long after its lease's end a gateway may go on with its last known answers; 0: not at all. Milliseconds. */
  STALE_IF_UNAVAILABLE: durationVariable('PT0S'),
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
  /** Where limits are counted together with other gateways; in memory when left out. */
  VALKEY_URL: Type.Optional(
    Type.String({
      pattern: String.raw`^(redis|valkey)s?://[^\s/?#]+(/\d{1,3})?$`,
      'x-rule': 'a redis://, rediss://, valkey:// or valkeys:// URL',
    }),
  ),
  /** How many active keys are remembered. */
  CACHE_MAX_KEYS: numberVariable('a number from 1 to 10000000', '^([1-9][0-9]{0,6}|10000000)$', '100000'),
});

export type Config = StaticDecode<typeof Environment>;

/** The names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(Environment.properties);

/** Variables that may also be given as `<name>_FILE`, the path of a file that holds the value. */
const SECRETS = ['SERVICE_KEY', 'VALKEY_URL', 'OTEL_EXPORTER_OTLP_HEADERS'];

/** Reads the environment. Throws one ConfigError that names all problems. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = readEnvironment(Environment, environment, SECRETS);
  const parsed = parseToken(config.SERVICE_KEY, config.TOKEN_PREFIX);
  if (parsed.form !== 'minted' || parsed.kind !== 'svc') {
    const [prefix] = config.TOKEN_PREFIX;
    throw new ConfigError([`SERVICE_KEY must be a well-formed token ${prefix}_svc_…, its checksum included`]);
  }
  return config;
}
