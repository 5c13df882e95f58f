import { buildEndSessionUrl } from 'openid-client';
import type { Services } from '../services.ts';
import { openText } from '../sessions/sealed-text.ts';
import type { SessionRow } from '../sessions/sessions-table.ts';

/**
 * The provider's address for signing out there (RP-Initiated Logout), which leads back here. Null for the session of a
 * key, and where the provider has no such address or can't be asked: whoever signs out is signed out here all the same.
 */
export async function signOutAddress(
  { identityProvider, masterKeys, publicUrl }: Services,
  { method, idToken }: Pick<SessionRow, 'method' | 'idToken'>,
): Promise<string | null> {
  if (method !== 'oidc' || identityProvider === undefined) return null;
  const provider = await identityProvider.discovered().catch(() => undefined);
  if (provider?.serverMetadata().end_session_endpoint === undefined) return null;
  const hint = idToken === null ? undefined : await openText(masterKeys, 'id-token', idToken);
  return buildEndSessionUrl(provider, {
    ...(hint === undefined ? {} : { id_token_hint: hint }),
    post_logout_redirect_uri: `${publicUrl}/`,
  }).href;
}
