import type { Schemas } from '@keyward/client';

type Credential = Schemas['Credential'];
export type CredentialService = Schemas['CredentialService'];
export type Location = Credential['location'];
export type Visibility = Credential['visibility'];

/** A credential as a form holds it. */
export interface CredentialDraft {
  readonly name: string;
  readonly service: string;
  readonly location: Location;
  readonly keyName: string;
  /** Empty in an edit: it stays. */
  readonly value: string;
  readonly visibility: Visibility;
}

/** What a new credential begins as: as the catalogue says, or a bearer token of any service. */
export function draftFor(service: CredentialService | undefined): CredentialDraft {
  return {
    name: service?.name ?? '',
    service: service?.service ?? 'custom',
    location: service?.location ?? 'bearer',
    keyName: service?.keyName ?? '',
    value: '',
    visibility: 'personal',
  };
}

/** An existing one as a form begins with it. */
export function draftOf({ name, service, location, keyName, visibility }: Credential): CredentialDraft {
  return { name, service, location, keyName: keyName ?? '', value: '', visibility };
}

type ServiceName = NonNullable<Schemas['NewCredential']['service']>;

/** The name of a service as requests have it. It comes from the server's own catalogue. */
export const serviceName = (service: string): ServiceName => service as ServiceName;

/** The request that stores a draft. */
export function newCredentialOf(draft: CredentialDraft): Schemas['NewCredential'] {
  const { name, service, location, keyName, value, visibility } = draft;
  return {
    name: name.trim(),
    service: serviceName(service),
    location,
    value,
    visibility,
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
    ...(draft.visibility !== before.visibility && { visibility: draft.visibility }),
  };
}
