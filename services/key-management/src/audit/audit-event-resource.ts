import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import type { AuditEventRow } from './audit-events-table.ts';

const Snapshot = Type.Record(Type.String(), Type.Unknown());

export const AuditEvent = Type.Object(
  {
    id: Type.String(),
    at: Type.String({ format: 'date-time' }),
    organizationId: nullable(Type.String()),
    workspaceId: nullable(Type.String()),
    actor: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
    action: Type.String(),
    target: Type.Object({ type: Type.String(), id: Type.String(), name: nullable(Type.String()) }),
    before: nullable(Snapshot, 'The resource before; null for what is new.'),
    after: nullable(Snapshot, 'The resource afterwards; null for what is gone.'),
    requestId: nullable(Type.String()),
    ip: nullable(Type.String()),
    userAgent: nullable(Type.String()),
  },
  {
    title: 'AuditEvent',
    examples: [
      {
        id: 'E9f8g7h6i5j4k3l2',
        at: '2026-03-01T12:00:00.000Z',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        actor: { type: 'management-key', id: '3kTq9ZpL0aBcDeFg', name: 'Operator' },
        action: 'flow.deleted',
        target: { type: 'flow', id: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11', name: 'Support agent' },
        before: { id: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11', name: 'Support agent', public: false },
        after: null,
        requestId: '0d8f3b1e-6c1c-4c43-9c0e-1f2a3b4c5d6e',
        ip: '203.0.113.7',
        userAgent: 'curl/8.5.0',
      },
    ],
  },
);

export function auditEventResource(row: AuditEventRow): Static<typeof AuditEvent> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    action: row.action,
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    ip: row.ip,
    userAgent: row.userAgent,
  };
}
