import type { CredentialLocation, ProblemError } from '@keyward/auth';
import { invalidBody } from '../keys/invalid-body.ts';
import { credentialService } from './credential-services.ts';

/** Where a credential stands in a request. */
export interface Placement {
  readonly location: CredentialLocation;
  /** Of the header or query parameter; null for `bearer`. */
  readonly keyName: string | null;
}

export interface WantedPlacement {
  readonly service: string;
  readonly location?: CredentialLocation | undefined;
  readonly keyName?: string | null | undefined;
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const QUERY_NAME = /^[A-Za-z0-9_.~-]{1,128}$/;

/** Headers that frame or route a message, that the gateway says itself, or that say how a body is to be read. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-uri',
  'x-original-url',
  'x-real-ip',
  'x-request-id',
  'x-rewrite-url',
]);
const RESERVED_PREFIXES = ['proxy-', 'x-forwarded-', 'x-keyward-'];

/** Parameters that say which flow is meant: a credential of that name would run another one than was authorised. */
const RESERVED_PARAMETERS: ReadonlySet<string> = new Set(['agentflowid', 'chatflowid']);

/** A shorter value can stand in a name by chance. */
const SHORTEST_TELLING = 8;

/** Where a credential goes; what is left out comes from the catalogue. Throws 400 for what the gateway could not do. */
export function decidePlacement(wanted: WantedPlacement): Placement {
  const known = credentialService(wanted.service);
  const location = wanted.location ?? known?.location;
  if (location === undefined) throw invalidBody({ pointer: '/location', detail: 'is required for a custom service' });
  const usual = known?.location === location ? known.keyName : null;
  const keyName = wanted.keyName ?? usual;
  if (location === 'bearer') {
    if (keyName === null) return { location, keyName };
    throw unfit('must be left out: a bearer token goes into Authorization');
  }
  if (keyName === null) throw unfit(`is required for the location ${location}`);
  const problem = location === 'header' ? headerProblem(keyName) : parameterProblem(keyName);
  if (problem !== undefined) throw unfit(problem);
  return { location, keyName };
}

function headerProblem(name: string): string | undefined {
  if (!HEADER_NAME.test(name)) return 'must be a header name: 1–128 letters, digits, "-" and the like';
  // Many servers read `X_Forwarded_For` as `X-Forwarded-For`.
  const folded = name.toLowerCase().replaceAll('_', '-');
  const reserved = RESERVED_HEADERS.has(folded) || RESERVED_PREFIXES.some((prefix) => folded.startsWith(prefix));
  return reserved ? 'must not be a header that the gateway or the connection needs for itself' : undefined;
}

function parameterProblem(name: string): string | undefined {
  if (!QUERY_NAME.test(name)) return 'must be a parameter name: 1–128 of A-Z a-z 0-9 _ . ~ -';
  return RESERVED_PARAMETERS.has(name.toLowerCase()) ? 'must not be a parameter that names a flow' : undefined;
}

function unfit(detail: string): ProblemError {
  return invalidBody({ pointer: '/keyName', detail });
}

/**
 * Throws 400 for a value that does not fit where it goes, and where somebody has put it into a member that is shown,
 * too; of any value, its schema has said the rest.
 */
export function requireFittingValue({ location, keyName }: Placement, name: string, value: string): void {
  if (location === 'bearer' && value.includes(' ')) {
    throw invalidBody({ pointer: '/value', detail: 'must not have spaces, nor a scheme such as "Bearer" in front' });
  }
  if (value.length < SHORTEST_TELLING) return;
  const shown = { name, keyName };
  const errors = Object.entries(shown)
    .filter(([, text]) => text?.includes(value))
    .map(([member]) => ({ pointer: `/${member}`, detail: 'must not hold the value, since it is shown' }));
  if (errors.length > 0) throw invalidBody(...errors);
}

/** What an edit leaves out stays, unless another service or location is named: then the catalogue's word counts. */
export function editedPlacement(
  before: WantedPlacement & Placement,
  { service, location, keyName }: Partial<WantedPlacement>,
): WantedPlacement {
  const moved = service !== undefined && service !== before.service && credentialService(service) !== undefined;
  const relocated = location !== undefined && location !== before.location;
  return {
    service: service ?? before.service,
    location: location ?? (moved ? undefined : before.location),
    keyName: keyName !== undefined ? keyName : moved || relocated ? undefined : before.keyName,
  };
}
