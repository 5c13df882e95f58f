import { fileURLToPath } from 'node:url';

import { type StartedProcess, startProcess } from '../test/fixtures/started-process.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { ANSWER } from './workload.ts';

/** Starts the flow server: an nginx where there is one, since it must not be what is measured. */
export function startOrigin(folder: string): Promise<StartedProcess> {
  if (!hasNginx) return startProcess(fileURLToPath(new URL('programs/origin.ts', import.meta.url)), {});
  return startNginx(folder, (port) => {
    const answer = `default_type application/json; return 200 '${ANSWER}';`;
    return `server { listen 127.0.0.1:${port} backlog=4096; location / { ${answer} } }`;
  });
}
