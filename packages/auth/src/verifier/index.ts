export { type CachedLookup, type CachedLookupOptions, createCachedLookup } from './cached-lookup.ts';
export { type ConnectionOptions, createKeyManagementConnection, type KeyManagementConnection } from './connection.ts';
export { type Freshness, type Stamp, timeToLive } from './freshness.ts';
export { createVerifier, type Verification, type Verifier, type VerifierOptions } from './verifier.ts';
