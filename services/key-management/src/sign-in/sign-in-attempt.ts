import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { openText, sealText } from '../sessions/sealed-text.ts';

/** So long a person may take at the provider, in seconds. */
export const ATTEMPT_SECONDS = 10 * 60;

const Attempt = Type.Object({
  state: Type.String(),
  nonce: Type.String(),
  codeVerifier: Type.String(),
  /** The address here that the person wanted to go to. */
  returnTo: Type.String(),
});

/** A sign-in that is under way at the provider: what its answer is checked against. The browser keeps it, sealed. */
export type SignInAttempt = Static<typeof Attempt>;

export function sealAttempt(ring: MasterKeyRing, attempt: SignInAttempt): Promise<string> {
  return sealText(ring, 'sign-in', JSON.stringify(attempt), ATTEMPT_SECONDS);
}

/** The attempt; undefined for one that is too old, or was sealed elsewhere. */
export async function openAttempt(ring: MasterKeyRing, sealed: string): Promise<SignInAttempt | undefined> {
  const text = await openText(ring, 'sign-in', sealed);
  return text === undefined ? undefined : Value.Parse(Attempt, JSON.parse(text));
}
