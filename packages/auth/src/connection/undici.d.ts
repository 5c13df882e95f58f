// Parts of undici by themselves: its index loads fetch, WebSocket, caches and mocks too, which takes ten megabytes.

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}

declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export default buildConnector;
}
