import * as openid from 'openid-client';
import type { Config } from '../config.ts';

/** How this service knows the provider, and the provider this service. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly audience: string | undefined;
  readonly groupsClaim: string;
}

/** The OpenID provider of the installation. */
export interface IdentityProvider extends OidcSettings {
  /** What discovery found out, asked for at the first use. Throws where the provider can't be reached or understood. */
  readonly discovered: () => Promise<openid.Configuration>;
}

const TIMEOUT_SECONDS = 5;
/** So long after a failure nobody asks again: a flood of requests must not become one at the provider. */
const RETRY_AFTER_MS = 1_000;

/** The provider's settings; undefined where none is configured. */
export function oidcSettings(config: Config): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined || clientId === undefined) return undefined;
  const { OIDC_CLIENT_SECRET: clientSecret, OIDC_AUDIENCE: audience, OIDC_GROUPS_CLAIM: groupsClaim } = config;
  return { issuer, clientId, clientSecret, audience, groupsClaim };
}

/** Connects to the provider, not before somebody needs it; a failed discovery is tried again. */
export function createIdentityProvider(settings: OidcSettings): IdentityProvider {
  let discovery: Promise<openid.Configuration> | undefined;
  return {
    ...settings,
    discovered() {
      if (discovery === undefined) {
        const attempt = discover(settings);
        discovery = attempt;
        attempt.catch(() => {
          setTimeout(() => {
            if (discovery === attempt) discovery = undefined;
          }, RETRY_AFTER_MS).unref();
        });
      }
      return discovery;
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<openid.Configuration> {
  const address = new URL(issuer);
  // Without TLS on loopback only, which the configuration has made sure of.
  const insecure = address.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  return openid.discovery(address, clientId, undefined, clientAuthentication(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    // TLS alone vouches for an ID token otherwise; its signature costs next to nothing to check.
    execute: [...insecure, openid.enableNonRepudiationChecks],
  });
}

/** `client_secret_basic` unless the provider takes only the other one; without a secret PKCE alone protects the code. */
function clientAuthentication(clientSecret: string | undefined): openid.ClientAuth {
  if (clientSecret === undefined) return openid.None();
  const basic = openid.ClientSecretBasic(clientSecret);
  const post = openid.ClientSecretPost(clientSecret);
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: supported = ['client_secret_basic'] } = server;
    const authenticate = supported.includes('client_secret_basic') ? basic : post;
    authenticate(server, ...rest);
  };
}
