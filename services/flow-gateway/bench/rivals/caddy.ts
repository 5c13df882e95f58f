import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startProgram } from '../../test/fixtures/started-process.ts';
import type { Rival, RivalSetting } from './rival.ts';

export const caddy: Rival = {
  name: 'Caddy',
  does: '`forward_auth`, which asks for every request',
  checksKey: true,
  program: 'caddy',
  start: (setting) =>
    startProgram((port) => command(port, setting), {
      environment: { HOME: setting.folder, XDG_CONFIG_HOME: setting.folder, XDG_DATA_HOME: setting.folder },
    }),
};

async function command(port: number, { folder, originUrl, keyCheckUrl, pin }: RivalSetting) {
  const config = join(folder, 'Caddyfile');
  const [origin, keyCheck] = [new URL(originUrl).host, new URL(keyCheckUrl).host];
  await writeFile(config, configuration(port, origin, keyCheck));
  return pin(['caddy', 'run', '--config', config, '--adapter', 'caddyfile']);
}

function configuration(port: number, origin: string, keyCheck: string): string {
  // No host in the address: it would answer for that host alone, and 200 to all others.
  return `{
	admin off
	auto_https off
	log {
		output discard
	}
}
:${port} {
	bind 127.0.0.1
	forward_auth ${keyCheck} {
		uri /key-check
	}
	reverse_proxy ${origin} {
		header_up -Authorization
	}
}
`;
}
