import { bareNodeHttp } from './bare-node-http.ts';
import { bareUndici } from './bare-undici.ts';
import { caddy } from './caddy.ts';
import { haproxy } from './haproxy.ts';
import { httpProxy } from './http-proxy.ts';
import { keyward } from './keyward.ts';
import { nginx } from './nginx.ts';
import { portkey } from './portkey.ts';
import type { Rival } from './rival.ts';
import { tcpRelay } from './tcp-relay.ts';

/** All that is measured side by side, us among them. */
export const RIVALS: readonly Rival[] = [
  haproxy,
  nginx,
  keyward,
  httpProxy,
  caddy,
  portkey,
  tcpRelay,
  bareNodeHttp,
  bareUndici,
];
