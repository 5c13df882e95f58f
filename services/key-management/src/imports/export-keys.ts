import { Readable } from 'node:stream';
import { and, asc, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import type { Scope } from '../http/scope.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { type KeyRow, keysTable } from '../keys/keys-table.ts';
import type { Tenant } from '../principals/principal.ts';
import { commit } from '../writes/write.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './file/file-shape.ts';
import { masterKeyProofs } from './file/master-key-proofs.ts';
import type { ExportedRow } from './file/row-schemas.ts';
import { ExportFile } from './import-schemas.ts';
import { liveKeysOf } from './plan-import.ts';

const PAGE = 500;

/** `GET …/export`: the live keys of a list in one file, without tokens, which another installation can import. */
export function exportKeys(scope: Scope, { path, noun }: KeySurface): void {
  const schema = {
    operationId: `export${noun}s`,
    summary: 'Export API keys',
    description:
      'Every key that is neither revoked nor expired, in one file. There is no token in it; yet the keys work where it is imported, since the hashes of their tokens are. Tokens that Keyward did not mint need the same master key there. Keep the file as you keep a database dump.',
    tags: ['API keys'],
    response: { 200: ExportFile },
  };
  scope.get<{ Reply: unknown }>(`${path}/export`, { schema }, async (request, reply) => {
    const { openSession, masterKeys } = request.server.services;
    const { tenant } = request;
    const listId = tenant.workspaceId ?? tenant.organizationId;
    const type = tenant.workspaceId === null ? 'organization' : 'workspace';
    const at = new Date();
    await commit(request, async ({ audit }) => {
      await audit({ action: 'api-keys.exported', target: { type, id: listId, name: null } });
      return { status: 200 };
    });
    const head = {
      format: EXPORT_FORMAT,
      version: EXPORT_VERSION,
      exportedAt: at.toISOString(),
      masterKeys: masterKeyProofs(masterKeys.all('lookup')),
    };
    const session = await openSession();
    const text = Readable.from(exportText(session.db, head, tenant, at));
    // Whatever ends the stream, a client that hangs up too.
    text.once('close', () => void session.close());
    const name = `keyward-api-keys-${listId}-${at.toISOString().slice(0, 10)}.json`;
    return await reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type('application/json; charset=utf-8')
      .send(text);
  });
}

/** All of it from one snapshot, a page at a time: a key that is replaced meanwhile does not come twice. */
async function* exportText(db: Database, head: object, tenant: Tenant, at: Date): AsyncGenerator<string> {
  await db.execute(sql`begin transaction isolation level repeatable read, read only`);
  yield `${JSON.stringify(head).slice(0, -1)},"keys":[`;
  let after = 0;
  let separator = '\n';
  for (;;) {
    const rows = await db
      .select()
      .from(keysTable)
      .where(
        and(
          liveKeysOf(tenant),
          or(isNull(keysTable.expiresAt), gt(keysTable.expiresAt, at)),
          gt(keysTable.rowId, after),
        ),
      )
      .orderBy(asc(keysTable.rowId))
      .limit(PAGE);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.rowId;
    yield separator + rows.map((row) => JSON.stringify(exportedRow(row))).join(',\n');
    separator = ',\n';
  }
  yield ']}\n';
}

/** What makes the key the same key elsewhere: its id is a part of a minted token. */
function exportedRow(row: KeyRow): Omit<ExportedRow, 'permissions'> & { permissions: string[] } {
  return {
    id: row.id,
    name: row.name,
    display: row.display,
    permissions: row.permissions,
    flows: row.flows,
    allowedIps: row.allowedIps,
    limits: row.limits,
    metadata: row.metadata,
    tags: row.tags,
    enabled: row.enabled,
    externalId: row.externalId,
    hash: row.hash,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lookup: lookupOf(row),
  };
}

function lookupOf({ lookup }: KeyRow): ExportedRow['lookup'] {
  if (lookup === null) return null;
  const [kid = '', digest = ''] = lookup.split('.');
  return { kid, digest };
}
