/** The variables that say who signs people in. */
interface OidcVariables {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_AUDIENCE?: string | undefined;
  readonly PUBLIC_URL?: string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What is wrong with the variables of the OpenID provider taken together, a line each. */
export function oidcProblems(config: OidcVariables): string[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_AUDIENCE, PUBLIC_URL } = config;
  if (OIDC_ISSUER === undefined) {
    const others = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE'] as const;
    const lonely = others.filter((name) => config[name] !== undefined);
    return lonely.map((name) => `${name} needs OIDC_ISSUER as well`);
  }
  const problems: string[] = [];
  if (isUnprotected(OIDC_ISSUER)) problems.push('OIDC_ISSUER must be an https URL, unless on this machine');
  if (OIDC_CLIENT_ID === undefined) problems.push('OIDC_CLIENT_ID is required with OIDC_ISSUER');
  if (PUBLIC_URL === undefined) problems.push('PUBLIC_URL is required with OIDC_ISSUER');
  // The audience of an ID token is the client: such a token would do as an access token.
  if (OIDC_AUDIENCE !== undefined && OIDC_AUDIENCE === OIDC_CLIENT_ID) {
    problems.push('OIDC_AUDIENCE must differ from OIDC_CLIENT_ID');
  }
  return problems;
}

function isUnprotected(issuer: string): boolean {
  const address = URL.parse(issuer);
  return address !== null && address.protocol !== 'https:' && !LOOPBACK.test(address.hostname);
}
