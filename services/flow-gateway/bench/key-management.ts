import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

import { createDatabase } from './database.ts';
import { startProcess } from './started-process.ts';

const Me = Type.Object({ grants: Type.Array(Type.Object({ organizationId: Type.String() })) });
const WorkspaceList = Type.Object({ items: Type.Array(Type.Object({ id: Type.String() })) });
const Created = Type.Object({ id: Type.String(), token: Type.Optional(Type.String()) });

export interface KeyManagement {
  readonly url: string;
  readonly serviceKey: string;
  readonly flowId: string;
  /** Mints API keys that may run the flow. */
  mintKeys(count: number): Promise<string[]>;
  stop(): Promise<void>;
}

/** The real key-management on a real Postgres, with one flow that an upstream runs. */
export async function startKeyManagement(upstreamUrl: string): Promise<KeyManagement> {
  const database = await createDatabase();
  const managementKey = mintToken('mgmt').token;
  const serviceKey = mintToken('svc').token;
  const environment = {
    DATABASE_URL: database.url,
    MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    BOOTSTRAP_MANAGEMENT_KEY: managementKey,
    BOOTSTRAP_SERVICE_KEY: serviceKey,
    UPSTREAM_ALLOW: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
  };
  const migration = spawnSync(process.execPath, [sourceOf('migrate.ts')], { env: environment, encoding: 'utf8' });
  if (migration.status !== 0) throw new Error(`the migration failed: ${migration.stderr}`);
  const service = await startProcess(sourceOf('main.ts'), environment, { path: '/readyz' });

  async function call<S extends TSchema>(schema: S, path: string, body?: object): Promise<Static<S>> {
    const answer = await fetch(service.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${managementKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value: unknown = await answer.json();
    if (!answer.ok || !Value.Check(schema, value)) throw new Error(`${path} answered ${answer.status}`);
    return value;
  }

  const me = await call(Me, '/v1/me');
  const { items } = await call(WorkspaceList, `/v1/organizations/${me.grants[0]?.organizationId}/workspaces`);
  const workspace = `/v1/workspaces/${items[0]?.id}`;
  const upstream = await call(Created, `${workspace}/upstreams`, {
    name: 'origin',
    kind: 'flow-server',
    baseUrl: upstreamUrl,
  });
  const flow = await call(Created, `${workspace}/flows`, { id: 'bench-flow', name: 'Bench', upstreamId: upstream.id });

  return {
    url: service.url,
    serviceKey,
    flowId: flow.id,
    async mintKeys(count) {
      const tokens: string[] = [];
      while (tokens.length < count) {
        const { token } = await call(Created, `${workspace}/api-keys`, {});
        if (token !== undefined) tokens.push(token);
      }
      return tokens;
    },
    async stop() {
      await service.stop();
      await database.drop();
    },
  };
}

function sourceOf(file: string): string {
  return fileURLToPath(import.meta.resolve(`@keyward/key-management/src/${file}`));
}
