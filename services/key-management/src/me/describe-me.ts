import type { Scope } from '../http/scope.ts';
import { Me, meOf } from './me.ts';

/** `GET /v1/me`: who the caller is and what it may do. */
export function describeMe(scope: Scope): void {
  const schema = {
    operationId: 'getMe',
    summary: 'Read who the caller is',
    tags: ['Tokens'],
    response: { 200: Me },
  };
  scope.get('/v1/me', { schema }, (request) => meOf(scope.services.db, request.principal));
}
