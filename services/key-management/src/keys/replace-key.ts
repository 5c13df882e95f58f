import { ProblemError } from '@keyward/auth';
import type { Transaction } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import { keysRepository } from './keys-repository.ts';
import type { KeyRow } from './keys-table.ts';
import type { MintedKey } from './mint-key.ts';
import { freeName, retiringNames } from './retiring-name.ts';

export interface Replacement {
  readonly at: Date;
  readonly by: string;
  /** When the old key ends at the latest; `at` itself: it is revoked here and now. */
  readonly overlapEnd: Date;
}

/**
 * Lets a newly minted key take a live key's place: same name, rights and expiry, and suspended if the old one is. The
 * old key keeps working until the overlap's end under a name that says so, or is revoked where there is no overlap.
 */
export async function replaceKey(
  tx: Transaction,
  row: KeyRow,
  minted: MintedKey['columns'],
  { at, by, overlapEnd }: Replacement,
): Promise<{ old: KeyRow; successor: KeyRow }> {
  const keys = keysRepository(tx);
  const retiring = await keys.update(row, row, {
    ...(overlapEnd > at ? await retirement(tx, row, overlapEnd) : {}),
    replacedBy: minted.id,
    updatedAt: at,
  });
  const old = overlapEnd > at ? retiring : await keys.revoke(row, retiring, { at, by, reason: 'rotated' });
  const successor = await keys.insert({
    ...minted,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    gatewayId: row.gatewayId,
    name: row.name,
    nameKey: row.nameKey,
    permissions: row.permissions,
    operator: row.operator,
    flows: row.flows,
    allowedIps: row.allowedIps,
    limits: row.limits,
    metadata: row.metadata,
    tags: row.tags,
    enabled: row.enabled,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    expiresAt: row.expiresAt,
    replaces: row.id,
  });
  return { old, successor };
}

async function retirement(tx: Transaction, row: KeyRow, overlapEnd: Date) {
  const candidates = retiringNames(row.name);
  const name = freeName(candidates, await keysRepository(tx).takenNames(row, candidates.map(nameKey)));
  if (name === undefined) {
    throw new ProblemError(problems.keyNameTaken, { detail: 'Too many keys of this name are retiring.' });
  }
  const expiresAt = row.expiresAt !== null && row.expiresAt < overlapEnd ? row.expiresAt : overlapEnd;
  return { name, nameKey: nameKey(name), expiresAt };
}
