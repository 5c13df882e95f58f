import type { RoutedUpstream } from '@keyward/auth';
import { and, eq, type SQL } from 'drizzle-orm';
import { type CredentialRow, credentialsTable } from '../credentials/credentials-table.ts';
import { openValue } from '../credentials/sealed-value.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { type UpstreamRow, upstreamsTable } from './upstreams-table.ts';

/** The columns that a gateway calls an upstream by. */
export const calledUpstream = {
  id: upstreamsTable.id,
  name: upstreamsTable.name,
  kind: upstreamsTable.kind,
  baseUrl: upstreamsTable.baseUrl,
  workspaceId: upstreamsTable.workspaceId,
  credentialId: upstreamsTable.credentialId,
};
export type CalledUpstream = Pick<UpstreamRow, keyof typeof calledUpstream>;

/** The columns that its credential is injected by; the value is encrypted. */
export const storedCredential = {
  location: credentialsTable.location,
  keyName: credentialsTable.keyName,
  value: credentialsTable.value,
  kid: credentialsTable.kid,
};
export type StoredCredential = Pick<CredentialRow, keyof typeof storedCredential>;

/** How the two are joined. By workspace, too: an upstream never gets the credential of another one. */
export const ofCalledUpstream: SQL | undefined = and(
  eq(credentialsTable.workspaceId, upstreamsTable.workspaceId),
  eq(credentialsTable.id, upstreamsTable.credentialId),
);

/** Told of a credential whose value can't be had. */
export type OnUnreadable = (credentialId: string, kid: string, reason: string) => void;

export interface Unsealing {
  readonly masterKeys: MasterKeyRing;
  readonly onUnreadable: OnUnreadable;
}

/**
 * An upstream as a gateway calls it, its credential in plain text. Where an upstream names a credential that can't be
 * had (deleted by force: an empty `kid`), the answer says so: no request may go out without it in silence.
 */
export async function routedUpstream(
  upstream: CalledUpstream,
  stored: StoredCredential | null,
  unsealing: Unsealing,
): Promise<RoutedUpstream> {
  const { id, name, kind, baseUrl } = upstream;
  return { id, name, kind, baseUrl, credential: await credentialOf(upstream, stored, unsealing) };
}

async function credentialOf(
  { credentialId: id, workspaceId }: CalledUpstream,
  stored: StoredCredential | null,
  { masterKeys, onUnreadable }: Unsealing,
): Promise<RoutedUpstream['credential']> {
  if (id === null) return null;
  if (stored === null) {
    onUnreadable(id, '', 'deleted');
    return { id, unreadable: { kid: '' } };
  }
  const opened = await openValue(masterKeys, { workspaceId, id }, stored);
  if (opened.ok) return { id, location: stored.location, name: stored.keyName, value: opened.value };
  onUnreadable(id, stored.kid, opened.reason);
  return { id, unreadable: { kid: stored.kid } };
}
