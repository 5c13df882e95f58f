import { ProblemError } from '@keyward/auth';
import { problemResponse } from '@keyward/auth/fastify';
import { Type } from 'typebox';
import { ENFORCEMENT_EXAMPLE, Enforcement } from '../changes/enforcement.ts';
import { brokenConstraint } from '../database/failure.ts';
import { problems } from '../http/problems.ts';
import { accepted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { sendInForce } from '../writes/send-in-force.ts';
import { commit, type WriteAnswer, type WriteContext } from '../writes/write.ts';
import { allKeysOf } from './all-keys.ts';
import { lockImports } from './import-lock.ts';
import { importResource, undoableUntil } from './import-resource.ts';
import { importsRepository } from './imports-repository.ts';
import type { ImportRow } from './imports-table.ts';
import {
  type KeyInTheWay,
  keysInTheWay,
  lockKeys,
  restoreRevoked,
  revokeBrought,
  type Undoing,
} from './undo-statements.ts';

const Count = Type.Integer({ minimum: 0 });
const Undone = Type.Object(
  {
    importId: Type.String(),
    undone: Type.Object({ revoked: Count, restored: Count }),
    enforcement: Type.Optional(Enforcement),
  },
  {
    title: 'UndoneImport',
    description: 'Taken back; in force everywhere.',
    examples: [
      { importId: 'J2k8ZpL0aBcDeFgH', undone: { revoked: 12, restored: 3 }, enforcement: ENFORCEMENT_EXAMPLE },
    ],
  },
);

/** `POST …/imports/{importId}/undo`: takes an import back, within 24 hours. Repeated, it answers the same. */
export function undoImport(scope: Scope, { path, noun }: KeySurface): void {
  const schema = {
    operationId: `undo${noun}Import`,
    summary: 'Take an import back',
    description:
      'What the import brought is revoked, and what it revoked lives again, as it was. Where a later change of one of these keys is in the way nothing happens, and the refusal names each such key in `keys`. Repeated, it waits again and answers the same.',
    tags: ['API keys'],
    response: {
      200: Undone,
      202: accepted(Undone),
      409: problemResponse(scope, 'Later changes are in the way, or another import is under way.'),
      410: problemResponse(scope, 'The import is older than 24 hours.'),
    },
  };
  scope.post<{ Params: { importId: string } }>(`${path}/imports/:importId/undo`, { schema }, async (request, reply) => {
    const undoing = { importId: request.params.importId, tenant: request.tenant };
    const session = await request.server.services.openSession();
    try {
      const lock = await lockImports(session.db, undoing.tenant);
      const operation = undo(undoing);
      const committed = await commit(request, operation, { db: session.db }).catch((error: unknown) => {
        // Somebody was quicker to take a name that would come back: the second look names him.
        if (brokenConstraint(error)?.startsWith('keys_live_') !== true) throw error;
        return commit(request, operation, { db: session.db });
      });
      await lock.release();
      await sendInForce(request, reply, committed.answer, committed.revision);
    } finally {
      await session.close();
    }
    return reply;
  });
}

/** As with an import the feed's lock comes last, and in a second attempt first. */
function undo(undoing: Undoing): (context: WriteContext) => Promise<WriteAnswer> {
  let attempts = 0;
  return async (context) => {
    const lockFirst = attempts++ > 0;
    const { tx, actor, audit, changed, changedBefore } = context;
    const { importId, tenant } = undoing;
    const imports = importsRepository(tx);
    const now = new Date();
    const row = await imports.read(tenant, importId);
    if (row.undoneAt !== null) {
      await changedBefore();
      return answer(row);
    }
    if (now >= undoableUntil(row)) {
      const until = undoableUntil(row).toISOString();
      throw new ProblemError(problems.undoTooLate, { detail: `It could be taken back until ${until}.` });
    }
    if (lockFirst) await changed(...allKeysOf(tenant));
    await lockKeys(tx, undoing);
    refuseIf(await keysInTheWay(tx, undoing));
    const undoneRevoked = await revokeBrought(tx, undoing, { at: now, by: actor.id });
    const undoneRestored = await restoreRevoked(tx, undoing);
    const undone = { undoneAt: now, undoneBy: actor.id, undoneRevoked, undoneRestored };
    const after = await imports.markUndone(tenant, importId, undone);
    await audit({
      action: 'api-keys.import-undone',
      target: { type: 'import', id: importId, name: null },
      before: importResource(row),
      after: { ...importResource(after), undone: { revoked: undoneRevoked, restored: undoneRestored } },
    });
    if (!lockFirst) await changed(...allKeysOf(tenant));
    return answer(after);
  };
}

function answer({ id, undoneRevoked, undoneRestored }: ImportRow): WriteAnswer {
  const undone = { revoked: undoneRevoked ?? 0, restored: undoneRestored ?? 0 };
  return { status: 200, body: { importId: id, undone }, enforcement: 'reported' };
}

function refuseIf(inTheWay: readonly KeyInTheWay[]): void {
  if (inTheWay.length === 0) return;
  const keys = inTheWay.map(({ id, name, reason }) => ({ id, name, reason }));
  throw new ProblemError(problems.undoInTheWay, {
    detail: `Nothing was taken back: later changes concern ${keys.length === 1 ? 'a key' : `${keys.length} keys`}.`,
    members: { keys },
  });
}
