import { displayToken, MANAGEMENT_PERMISSIONS, mintToken, newId, parseToken } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import { type Actor, recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Database, Transaction } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import { nameKey } from '../names/name.ts';
import { organizationResource } from '../organizations/organization-resource.ts';
import { organizationsRepository } from '../organizations/organizations-repository.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import type { SecretHasher } from '../secrets/secret-hasher.ts';
import { workspaceResource } from '../workspaces/workspace-resource.ts';
import { workspacesRepository } from '../workspaces/workspaces-repository.ts';

export interface FirstStart {
  readonly secrets: SecretHasher;
  /** The prefixes of tokens; a token that is minted here carries the first. */
  readonly tokenPrefixes: readonly string[];
  readonly managementKey: string | undefined;
  readonly serviceKey: string | undefined;
  /** Shows a minted token to whoever started the process. */
  readonly print: (text: string) => void;
}

/** Held while a process looks whether the database is empty, so that of several replicas one fills it. */
const FIRST_START_LOCK = 727_401_002;

const KEYWARD: Actor = { type: 'system', id: 'keyward', name: 'Keyward' };
const NOWHERE = { requestId: null, ip: null, userAgent: null };

/**
 * Gives an empty database its first organization, workspace and operator key, and a service key if one is given; does
 * nothing on any other. All of it or nothing. An operator key that is minted here is printed, once, after the commit.
 */
export async function firstStart(db: Database, options: FirstStart): Promise<void> {
  const operatorToken = options.managementKey ?? mintToken('mgmt', options.tokenPrefixes[0]).token;
  const filled = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_START_LOCK})`);
    const [existing] = await tx.select({ id: organizationsTable.id }).from(organizationsTable).limit(1);
    if (existing !== undefined) return false;
    await fill(tx, operatorToken, options);
    return true;
  });
  if (!filled || options.managementKey !== undefined) return;
  options.print(`\nThe operator's management key. It is shown this once:\n\n  ${operatorToken}\n\n`);
}

async function fill(tx: Transaction, operatorToken: string, options: FirstStart): Promise<void> {
  const createdBy = KEYWARD.id;
  const organization = await organizationsRepository(tx).insert({ id: newId(), name: 'default', createdBy });
  const organizationId = organization.id;
  await recordAuditEvent(tx, KEYWARD, NOWHERE, {
    action: 'organization.created',
    target: { type: 'organization', id: organizationId, name: organization.name },
    organizationId,
    workspaceId: null,
    after: organizationResource(organization),
  });
  const workspace = await workspacesRepository(tx).insert(organizationId, {
    id: newId(),
    name: 'Production',
    createdBy,
  });
  await recordAuditEvent(tx, KEYWARD, NOWHERE, {
    action: 'workspace.created',
    target: { type: 'workspace', id: workspace.id, name: workspace.name },
    organizationId,
    workspaceId: workspace.id,
    after: workspaceResource(workspace),
  });
  await insertKey(tx, options, operatorToken, organizationId, { name: 'Operator', organizationId, operator: true });
  if (options.serviceKey !== undefined) {
    const key = { name: 'Gateway', organizationId: null, operator: false };
    await insertKey(tx, options, options.serviceKey, organizationId, key);
  }
}

async function insertKey(
  tx: Transaction,
  { secrets, tokenPrefixes }: FirstStart,
  token: string,
  home: string,
  key: { name: string; organizationId: string | null; operator: boolean },
): Promise<void> {
  const parsed = parseToken(token, tokenPrefixes);
  if (parsed.form !== 'minted') throw new Error('a bootstrap token is not well-formed');
  const { id, kind, prefix } = parsed;
  const type = kind === 'mgmt' ? 'management-key' : 'service-key';
  const now = new Date();
  await tx.insert(keysTable).values({
    ...key,
    id,
    kind,
    nameKey: nameKey(key.name),
    display: displayToken(kind, id, prefix),
    hash: await secrets.hashMintedToken(token),
    permissions: key.operator ? [...MANAGEMENT_PERMISSIONS] : [],
    limits: {},
    metadata: {},
    tags: [],
    createdAt: now,
    createdBy: KEYWARD.id,
    updatedAt: now,
    origin: 'minted',
  });
  await recordAuditEvent(tx, KEYWARD, NOWHERE, {
    action: `${type}.created`,
    target: { type, id, name: key.name },
    organizationId: home,
    workspaceId: null,
    after: { id, name: key.name, operator: key.operator },
  });
}
