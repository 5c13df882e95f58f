import { PROBLEMS, ProblemError } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { type Actor, type AuditEntry, type RequestFacts, recordAuditEvent } from '../audit/record-audit-event.ts';
import { type ChangedEntity, currentRevision, recordChange } from '../changes/record-change.ts';
import type { Queryable, Transaction } from '../database/connect.ts';
import type { Principal } from '../principals/principal.ts';
import { tenantOf } from '../principals/request-principal.ts';
import { isLive } from '../principals/visible-tenants.ts';

type Tenancy = 'organizationId' | 'workspaceId';
/** What is done: in the request's own tenant, or else in the organization of who does it, unless it names another. */
type Act = Omit<AuditEntry, Tenancy> & Partial<Pick<AuditEntry, Tenancy>>;

/** What a write works with: its transaction, who acts, and the two records that belong to it. */
export interface WriteContext {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly facts: RequestFacts;
  /** Records the act; needed in every write. */
  readonly audit: (act: Act) => Promise<void>;
  /**
   * Adds a change to the feed and returns its revision: for every write that can alter an answer of introspection or
   * of routing. To be called first: it puts all such writes in one order, and is 404 for a tenant deleted meanwhile.
   */
  readonly changed: (entity: ChangedEntity, entityId: string, workspaceId: string | null) => Promise<number>;
  /** For a repeat that finds everything done: its answer, too, waits until what was done before is in force. */
  readonly changedBefore: () => Promise<void>;
}

/** The context of one attempt, which also knows the newest revision that its answer has to wait for. */
export function contextOf(
  tx: Transaction,
  request: FastifyRequest,
): WriteContext & { readonly revision: number | undefined } {
  const { kind, id, name } = request.principal;
  const actor: Actor = { type: kind, id, name };
  const facts = { requestId: request.id, ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
  const tenant = tenantOf(request);
  const tenancy = tenant ?? homeOf(request.principal);
  let newest: number | undefined;
  return {
    tx,
    actor,
    facts,
    get revision() {
      return newest;
    },
    audit: (entry) => recordAuditEvent(tx, actor, facts, { ...tenancy, ...entry }),
    async changed(entity, entityId, workspaceId) {
      newest = await recordChange(tx, { entity, entityId, workspaceId });
      // Deleting a tenant takes the same lock, so from here on it stays as it is until the commit.
      if (tenant !== undefined && !(await isLive(tx, tenant))) throw new ProblemError(PROBLEMS.notFound);
      return newest;
    },
    async changedBefore() {
      newest = await position(tx);
    },
  };
}

/** Where acts on the installation itself are recorded, so that somebody can read of them. */
function homeOf({ grants: [grant] }: Principal): Pick<AuditEntry, Tenancy> {
  return { organizationId: grant?.organizationId ?? null, workspaceId: null };
}

/** Where the feed stands, in a transaction or outside of one. */
export async function position(tx: Queryable): Promise<number | undefined> {
  const [row] = await tx.select({ revision: currentRevision }).from(sql`(select 1) as one`);
  return row?.revision;
}
