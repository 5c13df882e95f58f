import { createUpstreamAddressPolicy, parseToken } from '@keyward/auth';
import {
  ConfigError,
  commonVariables,
  durationVariable,
  listVariable,
  numberVariable,
  readEnvironment,
} from '@keyward/auth/environment';
import { type StaticDecode, Type } from 'typebox';
import { parseMasterKeys } from './master-keys/ring.ts';
import { oidcProblems } from './sign-in/oidc-problems.ts';

const text = Type.Optional(Type.String({ minLength: 1 }));

const address = Type.Optional(
  Type.String({ pattern: String.raw`^https?://[^\s?#]+$`, 'x-rule': 'an http or https URL' }),
);

/** Every variable of the environment that this service reads. */
const Environment = Type.Object({
  ...commonVariables('4000'),
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://.+$',
    'x-rule': 'a postgres:// URL',
  }),
  DATABASE_POOL_SIZE: numberVariable('a number from 1 to 1000', '^([1-9][0-9]{0,2}|1000)$', '10'),
  /** How long a start waits for the database. */
  DATABASE_WAIT: durationVariable('PT30S'),
  /** How long a gateway may go on after it was last heard of; so long a dead one delays a revoke. */
  LEASE_TTL_MS: numberVariable(
    'a number of milliseconds from 1000 to 60000',
    '^([1-9][0-9]{3}|[1-5][0-9]{4}|60000)$',
    '10000',
  ),
  MASTER_KEYS: Type.Decode(Type.String({ minLength: 1 }), parseMasterKeys),
  BOOTSTRAP_MANAGEMENT_KEY: text,
  BOOTSTRAP_SERVICE_KEY: text,
  /** The OpenID provider that people sign in at; nobody does when left out. */
  OIDC_ISSUER: Type.Optional(
    Type.String({ pattern: String.raw`^https?://[^\s?#]+$`, 'x-rule': 'an https URL without a query' }),
  ),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  /** What access tokens have to be for; none is taken when left out. */
  OIDC_AUDIENCE: text,
  /** The claim that names a person's groups. */
  OIDC_GROUPS_CLAIM: Type.String({ minLength: 1, default: 'groups' }),
  PUBLIC_URL: address,
  /** Where client apps reach the gateways: for the examples that the console shows. */
  GATEWAY_URL: address,
  UPSTREAM_ALLOW: listVariable(createUpstreamAddressPolicy),
});

export type Config = StaticDecode<typeof Environment>;

/** The names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(Environment.properties);

/** Variables that may also be given as `<name>_FILE`, the path of a file that holds the value. */
const SECRETS = [
  'DATABASE_URL',
  'MASTER_KEYS',
  'BOOTSTRAP_MANAGEMENT_KEY',
  'BOOTSTRAP_SERVICE_KEY',
  'OIDC_CLIENT_SECRET',
  'OTEL_EXPORTER_OTLP_HEADERS',
];

const BOOTSTRAP_KINDS = [
  ['BOOTSTRAP_MANAGEMENT_KEY', 'mgmt'],
  ['BOOTSTRAP_SERVICE_KEY', 'svc'],
] as const;

/** Reads the environment. Throws one ConfigError that names all problems. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = readEnvironment(Environment, environment, SECRETS);
  const problems = [...tokenProblems(config), ...addressProblems(config), ...oidcProblems(config)];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function addressProblems(config: Config): string[] {
  const names = (['PUBLIC_URL', 'GATEWAY_URL', 'OIDC_ISSUER'] as const).filter((name) => {
    const text = config[name];
    return text !== undefined && !URL.canParse(text);
  });
  return names.map((name) => `${name} must be a valid URL`);
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
