import type { Schemas } from '@keyward/client';

type Credential = Schemas['Credential'];
export type CredentialService = Schemas['CredentialService'];
export type Location = Credential['location'];
/** Whom it is for: its owner, the workspace, or whom its owner has chosen. */
export type Audience = 'personal' | 'workspace' | 'chosen';

/** A credential as a form holds it. */
export interface CredentialDraft {
  readonly name: string;
  readonly service: string;
  readonly location: Location;
  readonly keyName: string;
  /** Empty in an edit: it stays. */
  readonly value: string;
  readonly audience: Audience;
  /** Ids of members and management keys, where they are chosen. */
  readonly sharedWith: readonly string[];
}

/** What a new credential begins as: as the catalogue says, or a bearer token of any service. */
export function draftFor(service: CredentialService | undefined): CredentialDraft {
  return {
    name: service?.name ?? '',
    service: service?.service ?? 'custom',
    location: service?.location ?? 'bearer',
    keyName: service?.keyName ?? '',
    value: '',
    audience: 'personal',
    sharedWith: [],
  };
}

/** An existing one as a form begins with it. */
export function draftOf(credential: Credential): CredentialDraft {
  const { name, service, location, keyName, sharedWith } = credential;
  const audience = audienceOf(credential);
  return { name, service, location, keyName: keyName ?? '', value: '', audience, sharedWith: sharedWith ?? [] };
}

/** Whom a credential is for. */
export function audienceOf({ visibility, sharedWith }: Credential): Audience {
  if (visibility === 'personal') return 'personal';
  return sharedWith === null ? 'workspace' : 'chosen';
}

type ServiceName = NonNullable<Schemas['NewCredential']['service']>;

/** The name of a service as requests have it. It comes from the server's own catalogue. */
export const serviceName = (service: string): ServiceName => service as ServiceName;

/** The request that stores a draft. */
export function newCredentialOf(draft: CredentialDraft): Schemas['NewCredential'] {
  const { name, service, location, keyName, value } = draft;
  return {
    name: name.trim(),
    service: serviceName(service),
    location,
    value,
    ...sharingOf(draft),
    ...(location !== 'bearer' && { keyName }),
  };
}

/** The changes that a draft makes to a credential. */
export function changesOf(before: Credential, draft: CredentialDraft): Schemas['CredentialChanges'] {
  const placed = draft.location !== before.location || (draft.keyName || null) !== before.keyName;
  return {
    ...(draft.name.trim() !== before.name && { name: draft.name.trim() }),
    ...(draft.service !== before.service && { service: serviceName(draft.service) }),
    ...(placed && { location: draft.location, ...(draft.location !== 'bearer' && { keyName: draft.keyName }) }),
    ...(draft.value !== '' && { value: draft.value }),
    ...(isSharedAnew(before, draft) && sharingOf(draft)),
  };
}

function sharingOf({
  audience,
  sharedWith,
}: CredentialDraft): Pick<Schemas['CredentialChanges'], 'visibility' | 'sharedWith'> {
  if (audience === 'personal') return { visibility: 'personal' };
  return { visibility: 'shared', sharedWith: audience === 'chosen' ? [...sharedWith] : null };
}

function isSharedAnew(before: Credential, { audience, sharedWith }: CredentialDraft): boolean {
  if (audience !== audienceOf(before)) return true;
  return audience === 'chosen' && sharedWith.toSorted().join() !== (before.sharedWith ?? []).toSorted().join();
}
