import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import type { Traffic } from '../edge/traffic.ts';
import type { Readiness } from './readiness.ts';

/** How long new connections are still accepted while requests are under way: load balancers need to see /readyz first. */
const NOTICE_MS = 2_000;
const LOOK_EVERY_MS = 50;

/**
 * Stops a server in the order that loses least: readiness turns false; for a moment new requests are still served; the
 * port is closed and what is under way may finish until `graceMs` have passed; what is left is cut.
 */
export async function stopGracefully(server: Server, readiness: Readiness, traffic: Traffic, graceMs: number) {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  readiness.stop();
  traffic.drain();
  while (traffic.underWay > 0 && elapsed() < Math.min(NOTICE_MS, graceMs / 2)) await delay(LOOK_EVERY_MS);
  server.close();
  while (traffic.underWay > 0 && elapsed() < graceMs) await delay(LOOK_EVERY_MS);
  server.closeAllConnections();
}
