import { ProblemError } from '@keyward/auth';
import { problemResponse } from '@keyward/auth/fastify';
import { Type } from 'typebox';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';
import type { Preparation } from './preparation.ts';

const Alive = Type.Object({ status: Type.Literal('ok') }, { title: 'Health', examples: [{ status: 'ok' }] });

/** Whether the process runs, and whether it can serve: the second asks the database. */
export function healthRoutes(scope: Scope, preparation: Preparation): void {
  scope.get(
    '/healthz',
    {
      schema: {
        operationId: 'checkHealth',
        tags: ['Health'],
        summary: 'Whether the process runs',
        security: [],
        response: { 200: Alive },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  scope.get(
    '/readyz',
    {
      schema: {
        operationId: 'checkReadiness',
        tags: ['Health'],
        summary: 'Whether requests can be served',
        description: 'Not ready without the database, with migrations pending, and while the service stops.',
        security: [],
        response: { 200: Alive, 503: problemResponse(scope, 'Not ready; `detail` says why.') },
      },
    },
    async () => {
      const obstacle = await preparation.obstacle();
      if (obstacle !== undefined) throw new ProblemError(problems.notReady, { detail: `Not ready: ${obstacle}.` });
      return { status: 'ok' as const };
    },
  );
}
