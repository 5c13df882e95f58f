import { type Static, Type } from 'typebox';

/** Where an injected credential stands in a request. */
export const CREDENTIAL_LOCATIONS = ['header', 'query', 'bearer'] as const;
export type CredentialLocation = (typeof CREDENTIAL_LOCATIONS)[number];

/** A credential as the gateway injects it: held in memory only, and never part of a log line or an answer. */
export const InjectedCredential = Type.Object({
  id: Type.String({ minLength: 1 }),
  location: Type.Enum([...CREDENTIAL_LOCATIONS], { type: 'string' }),
  /** The header's or query parameter's name; null for `bearer`, which goes into `Authorization`. */
  name: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
  value: Type.String({ minLength: 1 }),
});
export type InjectedCredential = Static<typeof InjectedCredential>;

/** A credential that key-management can't decrypt: the master key of this id is not in its ring. */
export const UnreadableCredential = Type.Object({
  id: Type.String({ minLength: 1 }),
  unreadable: Type.Object({ kid: Type.String() }),
});

/** An upstream as the gateway calls it. */
export const RoutedUpstream = Type.Object({
  id: Type.String({ minLength: 1 }),
  name: Type.String(),
  kind: Type.Enum(['flow-server', 'llm', 'api'], { type: 'string' }),
  baseUrl: Type.String({ minLength: 1 }),
  credential: Type.Union([InjectedCredential, UnreadableCredential, Type.Null()]),
});
export type RoutedUpstream = Static<typeof RoutedUpstream>;
