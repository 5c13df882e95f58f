import { mintToken } from '@keyward/auth';

import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { applyMigrations } from '../src/database/migrations.ts';

/** Key-management on a new database, not yet listening, and the keys that it takes. */
export async function openApp(databaseUrl: string) {
  await applyMigrations(databaseUrl);
  const [serviceKey, managementKey] = [mintToken('svc').token, mintToken('mgmt').token];
  const app = await buildApp(
    readConfig({
      DATABASE_URL: databaseUrl,
      MASTER_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
      BOOTSTRAP_MANAGEMENT_KEY: managementKey,
      BOOTSTRAP_SERVICE_KEY: serviceKey,
      LOG_LEVEL: 'error',
    }),
  );
  return { app, serviceKey, managementKey };
}
