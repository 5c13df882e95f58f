import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type StartedProcess, startProgram } from '../test/fixtures/started-process.ts';
import { isInstalled } from './installed.ts';

export const hasNginx = isInstalled('nginx');

/** Starts an nginx with one worker and no log; `http` gives the contents of its `http` block for its port. */
export function startNginx(
  folder: string,
  http: (port: number) => string,
  pin: (command: readonly string[]) => readonly string[] = (command) => command,
): Promise<StartedProcess> {
  async function command(port: number): Promise<readonly string[]> {
    const config = join(folder, 'nginx.conf');
    await mkdir(folder, { recursive: true });
    await writeFile(config, configuration(folder, http(port)));
    return pin(['nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', config]);
  }
  return startProgram(command, { signal: 'SIGTERM' });
}

function configuration(folder: string, http: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    events { worker_connections 4096; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      ${temporary.join('\n')}
      ${http}
    }`;
}
