import { availableParallelism } from 'node:os';
import { hash, hashSync, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** argon2id for tokens of 256 random bits: NIST SP 800-63B asks for no slow hash where the secret can't be guessed. */
const MINTED_COST = { memoryCost: 1024, timeCost: 1, parallelism: 1 };

/** argon2id for tokens of unknown entropy: OWASP's minimum for passwords. */
const FOREIGN_COST = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

/**
 * Hashes a token on the calling thread, at the cost of minted ones (256 random bits) or of those that may be guessed.
 * Only for threads that serve no requests.
 */
export function hashTokenSync(token: string, cost: 'minted' | 'foreign'): string {
  return hashSync(token, cost === 'minted' ? MINTED_COST : FOREIGN_COST);
}

export interface SecretHasher {
  readonly hashMintedToken: (token: string) => Promise<string>;
  readonly hashForeignToken: (token: string) => Promise<string>;
  /** False for another token; throws where `phc` is not an argon2 PHC string. */
  readonly verifySecret: (phc: string, token: string) => Promise<boolean>;
}

/**
 * Hashes whole tokens with argon2id into PHC strings, and checks them.
 * At most `concurrency` run at a time (a foreign one takes 19 MiB), all of them off the event loop.
 */
export function createSecretHasher(concurrency = availableParallelism()): SecretHasher {
  const limit = pLimit(concurrency);
  return {
    hashMintedToken: (token) => limit(() => hash(token, MINTED_COST)),
    hashForeignToken: (token) => limit(() => hash(token, FOREIGN_COST)),
    verifySecret: (phc, token) => limit(() => verify(phc, token)),
  };
}
