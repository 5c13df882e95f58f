import { ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { problems } from '../http/problems.ts';
import { type CommittedAnswer, commit, type WriteAnswer, type WriteContext } from '../writes/write.ts';
import { allKeysOf } from './all-keys.ts';
import { applyRows, refreshStatistics } from './apply-import.ts';
import { storableRows } from './import-answer.ts';
import { findConflicts } from './import-conflicts.ts';
import { importResource } from './import-resource.ts';
import { importsRepository } from './imports-repository.ts';
import { countRows, countTaken, countUnhashed, matchNames } from './plan-import.ts';
import { type Preparation, prepareImport } from './prepare-import.ts';

export interface ImportCommit extends Preparation {
  readonly request: FastifyRequest;
  readonly importId: string;
}

/** Keys changed between the preparation and the transaction, so that what was prepared does not fit any more. */
class Overtaken extends Error {}

const ROUNDS = 3;

/**
 * Prepares an import and applies it in one transaction: all of it or nothing. Where keys have changed in between it
 * prepares again what is missing. Throws 409 when that happens time and again, and what prepareImport throws.
 */
export async function commitImport(db: Database, work: ImportCommit): Promise<CommittedAnswer> {
  const { request, file, signal } = work;
  for (let round = 1; ; round++) {
    await prepareImport(db, work);
    signal.throwIfAborted();
    try {
      const committed = await commit(request, transaction(work, round > 1), { db, bodyDigest: file.digest });
      refreshStatistics(request.server.services.db, file.summary.rows);
      return committed;
    } catch (error) {
      if (!(error instanceof Overtaken) && brokenConstraint(error)?.startsWith('keys_live_') !== true) throw error;
      if (round === ROUNDS) {
        const detail = 'Keys of the workspace changed all the while; nothing was imported.';
        throw new ProblemError(problems.importOvertaken, { detail, cause: error });
      }
    }
  }
}

/**
 * The feed's lock, which every writer of the installation needs, is taken last: then it is held for milliseconds, not
 * for the seconds that 100,000 rows take. The price is that another writer may wait for one of our rows while we wait
 * for him; Postgres ends that after a second, and then we take the lock first, as everybody else does.
 */
function transaction(work: ImportCommit, lockAtOnce: boolean): (context: WriteContext) => Promise<WriteAnswer> {
  let attempts = 0;
  return async (context) => {
    const lockFirst = lockAtOnce || attempts++ > 0;
    const { tx, actor, audit, changed, changedBefore } = context;
    const { importId, mode, tenant, file, onProgress } = work;
    const { rows, format } = file.summary;
    const change = () => changed(...allKeysOf(tenant));

    onProgress('writing', 0, rows);
    if (lockFirst) await change();
    await matchNames(tx, mode, tenant);
    await requireFit(context, work);
    const counts = await countRows(tx, mode, tenant);
    const now = new Date();
    const altered = counts.added + counts.overwritten + counts.revoked > 0;
    if (altered) {
      await applyRows(tx, { importId, mode, tenant, at: now, by: actor.id });
      if (!lockFirst) await change();
    } else {
      await changedBefore();
    }
    const record = await importsRepository(tx).insert({
      ...counts,
      id: importId,
      organizationId: tenant.organizationId,
      workspaceId: tenant.workspaceId,
      mode,
      format,
      digest: file.digest,
      rows,
      createdAt: now,
      createdBy: actor.id,
    });
    const after = importResource(record);
    await audit({ action: 'api-keys.imported', target: { type: 'import', id: importId, name: null }, after });
    onProgress('writing', rows, rows);
    const body = { importId, mode, dryRun: false, ...counts };
    const replayBody = { ...body, keys: await storableRows(tx, work, counts) };
    return { status: 200, body, replayBody, enforcement: 'reported' };
  };
}

/** Throws Overtaken where a row that was prepared for one end would now come to another. */
async function requireFit({ tx }: WriteContext, { mode, tenant }: ImportCommit): Promise<void> {
  if (
    (await countUnhashed(tx, mode)) > 0 ||
    (await countTaken(tx, mode)) > 0 ||
    (await findConflicts(tx, mode, tenant)) > 0
  ) {
    throw new Overtaken('the keys have changed meanwhile');
  }
}
