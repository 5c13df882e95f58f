import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startProgram } from '../../test/fixtures/started-process.ts';
import type { Rival, RivalSetting } from './rival.ts';

export const haproxy: Rival = {
  name: 'HAProxy',
  does: 'a map of SHA-256 digests of keys',
  checksKey: true,
  program: 'haproxy',
  start: (setting) => startProgram((port) => command(port, setting)),
};

async function command(port: number, { folder, originUrl, token, pin }: RivalSetting): Promise<readonly string[]> {
  const keys = join(folder, 'haproxy.map');
  const config = join(folder, 'haproxy.cfg');
  const digest = createHash('sha256').update(token).digest('hex').toUpperCase();
  await writeFile(keys, `${digest} key\n`);
  await writeFile(config, configuration(port, new URL(originUrl).host, keys));
  return pin(['haproxy', '-db', '-q', '-f', config]);
}

function configuration(port: number, origin: string, keys: string): string {
  return `
global
  nbthread 1
  maxconn 5000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend clients
  bind 127.0.0.1:${port}
  http-request set-var(txn.key) req.hdr(authorization),field(2,' '),sha2(256),hex,map(${keys})
  http-request deny deny_status 401 unless { var(txn.key) -m found }
  http-request del-header authorization
  option forwardfor
  default_backend origin
backend origin
  server origin ${origin}
`;
}
