import { PROBLEMS, ProblemError } from '@keyward/auth';
import { problems } from '../http/problems.ts';
import type { WriteContext } from '../writes/write.ts';
import { type KeyOwner, keysRepository } from './keys-repository.ts';
import type { KeyRow } from './keys-table.ts';

/**
 * The live key that is about to be changed, as it stays until the commit: `changed` puts all writers in a row.
 * Throws 404 where there is none, 409 where it is revoked.
 */
export async function keyForChange({ tx, changed }: WriteContext, owner: KeyOwner, id: string): Promise<KeyRow> {
  await changed('key', id, owner.workspaceId);
  const row = await keysRepository(tx).find(owner, id);
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  if (row.revokedAt !== null) {
    throw new ProblemError(problems.keyRevoked, { detail: 'A revoked key can not be changed; create another one.' });
  }
  return row;
}

/** Throws 409 where the transaction leaves no operator that could act: nobody could make another one. */
export async function requireOperator({ tx }: WriteContext, now: Date): Promise<void> {
  if (await keysRepository(tx).anOperatorRemains(now)) return;
  throw new ProblemError(problems.lastOperator, { detail: 'It is the last operator; create another one first.' });
}
