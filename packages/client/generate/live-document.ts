import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startService } from '@keyward/standalone/test/fixtures/cluster/processes.ts';

/** Whatever ends what was started: a test, or a list of functions. */
export interface Cleanup {
  readonly teardown: (clean: () => unknown) => void;
}

const SERVICE = 'services/key-management/src';
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The OpenAPI document that key-management, started on an empty database, answers at `/openapi.json`. */
export async function readLiveDocument(cleanup: Cleanup, databaseUrl: string): Promise<Record<string, unknown>> {
  const environment = {
    DATABASE_URL: databaseUrl,
    MASTER_KEYS: `generate:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'warn',
  };
  await promisify(execFile)(process.execPath, [`${ROOT}/${SERVICE}/migrate.ts`], { env: environment });
  const service = await startService(cleanup, `${SERVICE}/main.ts`, environment);
  const answer = await fetch(`${service.url}/openapi.json`);
  const document: unknown = await answer.json();
  return { ...Object(document) };
}
