import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOPBACK = '127.0.0.1';

/** A TCP port of the loopback interface that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return listenFor(0);
}

/** Whether `port` can be listened on; asks again until `patienceMs` have passed. */
export async function isPortFree(port: number, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await listenFor(port);
      return true;
    } catch {
      if (performance.now() >= deadline) return false;
      await sleep(100);
    }
  }
}

/** Listens for a moment and answers the port that it got. */
function listenFor(port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('A listening socket has no port.'));
      });
    });
  });
}
