import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import type { DenialRow } from './denials-table.ts';

export const Denial = Type.Object(
  {
    requestId: Type.String({ description: 'The `X-Request-Id` of the answer that the client got.' }),
    at: Type.String({ format: 'date-time' }),
    keyId: Type.String(),
    workspaceId: nullable(Type.String(), 'Null where a key of the whole organization led to no workspace.'),
    route: Type.String({ description: 'Method and pattern of the route.' }),
    flowId: nullable(Type.String(), 'The flow that was asked for.'),
    status: Type.Integer(),
    problem: Type.String({ description: 'The reason as a problem type; the client may have been told less.' }),
    detail: nullable(Type.String(), 'The reason in words.'),
    ip: nullable(Type.String(), "The client's address."),
  },
  {
    title: 'Denial',
    examples: [
      {
        requestId: '0d8f3b1e-6c1c-4c43-9c0e-1f2a3b4c5d6e',
        at: '2026-03-01T12:00:00.000Z',
        keyId: '3kTq9ZpL0aBcDeFg',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        route: 'POST /api/v1/prediction/{flowId}',
        flowId: 'support-bot',
        status: 403,
        problem: '/problems/flow-not-allowed',
        detail: 'The key is limited to other flows.',
        ip: '203.0.113.7',
      },
    ],
  },
);

export function denialResource(row: DenialRow): Static<typeof Denial> {
  return {
    requestId: row.requestId,
    at: row.at.toISOString(),
    keyId: row.keyId,
    workspaceId: row.workspaceId,
    route: row.route,
    flowId: row.flowId,
    status: row.status,
    problem: row.problem,
    detail: row.detail,
    ip: row.ip,
  };
}
