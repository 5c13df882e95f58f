import { createHash } from 'node:crypto';
import { mintToken } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { Database } from '../src/database/connect.ts';
import { keysTable } from '../src/keys/keys-table.ts';
import type { SecretHasher } from '../src/secrets/secret-hasher.ts';
import { workspacesTable } from '../src/workspaces/workspaces-table.ts';
import { forgeToken, secretOf } from '../test/fixtures/forge-token.ts';

/** Puts keys into the workspace of the first start. Returns their tokens. */
export async function insertKeys(db: Database, secrets: SecretHasher, count: number): Promise<string[]> {
  const workspace = await firstWorkspace(db);
  const minted = Array.from({ length: count }, () => mintToken('api'));
  const now = new Date();
  const rows = await Promise.all(
    minted.map(async ({ token, id, kind, display }) => ({
      id,
      kind,
      display,
      name: id,
      nameKey: id.toLowerCase(),
      hash: await secrets.hashMintedToken(token),
      organizationId: workspace.organizationId,
      workspaceId: workspace.id,
      permissions: ['flows:execute'],
      limits: {},
      metadata: {},
      tags: [],
      createdAt: now,
      createdBy: 'bench',
      updatedAt: now,
      origin: 'minted' as const,
    })),
  );
  for (let from = 0; from < rows.length; from += 500) await db.insert(keysTable).values(rows.slice(from, from + 500));
  return minted.map(({ token }) => token);
}

/** How many rows one statement inserts: it has to end within the pool's time limit. */
const PART = 10_000;

/** Puts keys numbered `from` to below `to` into that workspace. Their hashes are none: nobody presents these keys. */
export async function fillKeys(db: Database, from: number, to: number): Promise<void> {
  const { organizationId, id } = await firstWorkspace(db);
  for (let first = from; first < to; first += PART) {
    const last = Math.min(first + PART, to) - 1;
    await db.execute(sql`
      insert into keys (id, kind, organization_id, workspace_id, name, name_key, display, hash, permissions, limits,
        metadata, tags, created_at, created_by, updated_at, origin)
      select left(md5(number::text), 16), 'api', ${organizationId}, ${id}, 'bench ' || number,
        'bench ' || number, 'kw_api_bench…', '$argon2id$v=19$m=1024,t=1,p=1$' || repeat('x', 66),
        array['flows:execute'], '{}', '{}', '{}', now(), 'bench', now(), 'minted'
      from generate_series(${first}::int, ${last}::int) as number`);
  }
}

/** The id of a key by its number: as scattered over the index as real ones are. */
export function filledKeyId(number: number): string {
  return createHash('md5').update(String(number)).digest('hex').slice(0, 16);
}

async function firstWorkspace(db: Database) {
  const [workspace] = await db.select().from(workspacesTable).limit(1);
  if (workspace === undefined) throw new Error('the first start has not happened');
  return workspace;
}

/** Wrong tokens of keys that exist: with a secret that is nearly theirs, and with one that has nothing of it. */
export function forgeTokens(tokens: readonly string[]): { nearMisses: string[]; random: string[] } {
  const idOf = (token: string) => token.slice('kw_api_'.length, 'kw_api_'.length + 16);
  return {
    nearMisses: tokens.map((token) => {
      const secret = secretOf(token);
      return forgeToken('api', idOf(token), secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a'));
    }),
    random: tokens.map((token) => forgeToken('api', idOf(token), secretOf(mintToken('api').token))),
  };
}
