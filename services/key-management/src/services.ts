import type { UpstreamAddressPolicy } from '@keyward/auth';
import type { ChangeFeed } from './changes/change-feed.ts';
import type { Database, Session } from './database/connect.ts';
import type { Cursors } from './http/cursor.ts';
import type { MasterKeyRing } from './master-keys/ring.ts';
import type { Callers } from './principals/callers.ts';
import type { SecretHasher } from './secrets/secret-hasher.ts';
import type { Cookie } from './sessions/cookies.ts';
import type { UsageIntake } from './usage/usage-intake.ts';

/** What the operations work with: built once in app.ts, reached as `request.server.services`. */
export interface Services extends Callers {
  readonly db: Database;
  /** A connection of one's own, for work of minutes. The caller closes it. */
  readonly openSession: () => Promise<Session>;
  readonly feed: ChangeFeed;
  readonly usage: UsageIntake;
  readonly masterKeys: MasterKeyRing;
  readonly cursors: Cursors;
  readonly secrets: SecretHasher;
  readonly upstreamAddresses: UpstreamAddressPolicy;
  /** The prefixes that tokens are recognised by; new ones carry the first. */
  readonly tokenPrefixes: readonly [string, ...string[]];
  /** What a browser keeps while it is at the OpenID provider. */
  readonly signInCookie: Cookie;
  /** This service's own address, without a slash at its end. */
  readonly publicUrl: string;
  /** Where client apps reach the gateways; null where nobody has said it. */
  readonly gatewayUrl: string | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly services: Services;
  }
}
