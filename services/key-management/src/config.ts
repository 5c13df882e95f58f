import { readFileSync } from 'node:fs';
import { createUpstreamAddressPolicy, parseToken, parseTokenPrefixes, TokenPrefixes } from '@keyward/auth';
import { type StaticDecode, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parseMasterKeys } from './master-keys/ring.ts';

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

const token = Type.Optional(Type.String({ minLength: 1 }));

/** Every variable of the environment that this service reads. */
const Environment = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: number(PORT_RULE, PORT_PATTERN, '4000'),
  /** Where the metrics are; nowhere when left out. */
  METRICS_PORT: Type.Optional(Type.Decode(Type.String({ pattern: PORT_PATTERN, 'x-rule': PORT_RULE }), Number)),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    'x-rule': 'one of fatal, error, warn, info, debug, trace, silent',
    default: 'info',
  }),
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://.+$',
    'x-rule': 'a postgres:// URL',
  }),
  DATABASE_POOL_SIZE: number('a number from 1 to 1000', '^([1-9][0-9]{0,2}|1000)$', '10'),
  /** How long a start waits for the database. */
  DATABASE_WAIT: duration('PT30S'),
  /** How long a gateway may go on after it was last heard of; so long a dead one delays a revoke. */
  LEASE_TTL_MS: number('a number of milliseconds from 1000 to 60000', '^([1-9][0-9]{3}|[1-5][0-9]{4}|60000)$', '10000'),
  MASTER_KEYS: Type.Decode(Type.String({ minLength: 1 }), parseMasterKeys),
  TOKEN_PREFIX: Type.Decode(TokenPrefixes, (text): readonly [string, ...string[]] => {
    const [minting = 'kw', ...others] = parseTokenPrefixes(text);
    return [minting, ...others];
  }),
  BOOTSTRAP_MANAGEMENT_KEY: token,
  BOOTSTRAP_SERVICE_KEY: token,
  PUBLIC_URL: Type.Optional(
    Type.String({ pattern: String.raw`^https?://[^\s?#]+$`, 'x-rule': 'an http or https URL' }),
  ),
  UPSTREAM_ALLOW: Type.Decode(Type.String({ default: '' }), (text) =>
    createUpstreamAddressPolicy(
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  ),
  /** How long a stop waits for requests under way. */
  SHUTDOWN_GRACE: duration('PT30S'),
});

export type Config = StaticDecode<typeof Environment>;

/** Variables that may also be given as `<name>_FILE`, the path of a file that holds the value. */
const SECRETS = ['DATABASE_URL', 'MASTER_KEYS', 'BOOTSTRAP_MANAGEMENT_KEY', 'BOOTSTRAP_SERVICE_KEY'];

const BOOTSTRAP_KINDS = [
  ['BOOTSTRAP_MANAGEMENT_KEY', 'mgmt'],
  ['BOOTSTRAP_SERVICE_KEY', 'svc'],
] as const;

/** Every problem with the environment, a line each; never a value. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`the configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads the environment. A variable that is empty counts as left out. Throws one ConfigError that names all problems. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const texts: Record<string, string> = {};
  for (const [name, schema] of Object.entries(Environment.properties)) {
    try {
      const text = read(environment, name) ?? defaultOf(schema);
      if (text !== undefined) texts[name] = checked(schema, text);
      else if (!Type.IsOptional(schema)) problems.push(`${name} is required`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(`${name} ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const config = Value.Decode(Environment, texts);
  problems.push(...tokenProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function read(environment: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = environment[name] || undefined;
  const file = SECRETS.includes(name) ? environment[`${name}_FILE`] || undefined : undefined;
  if (file === undefined) return text;
  if (text !== undefined) throw new RangeError(`and ${name}_FILE are both set`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new RangeError(`cannot be read from the file that ${name}_FILE names`);
  }
}

/** Throws a RangeError unless the text fits the variable's schema and can be decoded. */
function checked(schema: TSchema, text: string): string {
  if (!Value.Check(schema, text)) {
    const rule = 'x-rule' in schema ? schema['x-rule'] : undefined;
    throw new RangeError(typeof rule === 'string' ? `must be ${rule}` : 'is not valid');
  }
  Value.Decode(schema, text);
  return text;
}

function tokenProblems(config: Config): string[] {
  const problems: string[] = [];
  for (const [name, kind] of BOOTSTRAP_KINDS) {
    const text = config[name];
    if (text === undefined) continue;
    const parsed = parseToken(text, config.TOKEN_PREFIX);
    if (parsed.form !== 'minted' || parsed.kind !== kind) {
      const [prefix] = config.TOKEN_PREFIX;
      problems.push(`${name} must be a well-formed token ${prefix}_${kind}_…, its checksum included`);
    }
  }
  return problems;
}

function defaultOf(schema: TSchema): string | undefined {
  return 'default' in schema && typeof schema.default === 'string' ? schema.default : undefined;
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
