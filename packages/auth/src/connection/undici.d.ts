// Parts of undici by themselves: its index loads fetch, WebSocket, caches and mocks too, which takes ten megabytes.

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';

  /** What the index adds to dispatchers is missing. */
  type BarePool = Omit<Pool, 'connect' | 'pipeline' | 'request' | 'stream' | 'upgrade'>;
  const BarePool: new (...parameters: ConstructorParameters<typeof Pool>) => BarePool;
  export default BarePool;
}

declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export default buildConnector;
}
