import { mintToken } from '@keyward/auth';
import type { Database } from '../src/database/connect.ts';
import { keysTable } from '../src/keys/keys-table.ts';
import type { SecretHasher } from '../src/secrets/secret-hasher.ts';
import { workspacesTable } from '../src/workspaces/workspaces-table.ts';
import { forgeToken, secretOf } from '../test/fixtures/forge-token.ts';

/** Puts keys into the workspace of the first start. Returns their tokens. */
export async function insertKeys(db: Database, secrets: SecretHasher, count: number): Promise<string[]> {
  const [workspace] = await db.select().from(workspacesTable).limit(1);
  if (workspace === undefined) throw new Error('the first start has not happened');
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
