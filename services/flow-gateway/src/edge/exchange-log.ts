import { ProblemError } from '@keyward/auth';
import { describeFailure } from '@keyward/auth/fastify';
import type { FastifyBaseLogger } from 'fastify';

import type { Exchange } from './exchange.ts';

/** What the log is told of exchanges: never a header, a query or a token. */
export interface ExchangeLog {
  /** One line when it is over. */
  readonly ended: (exchange: Exchange) => void;
  /** One line when the gateway, key-management or the upstream failed. */
  readonly failed: (exchange: Exchange, error: Error) => void;
}

export function createExchangeLog(log: FastifyBaseLogger): ExchangeLog {
  return {
    ended({ id, request, response, route, keyId, problem, tokens, startedAt }) {
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      const status = response.headersSent ? response.statusCode : null;
      const facts = { requestId: id, method: request.method, route, status, problem, keyId, tokens, durationMs };
      if (response.writableFinished) log.info(facts, 'answered');
      else log.info(facts, 'broken off');
    },
    failed({ id, route, keyId, problem }, error) {
      const failure = describeFailure(error instanceof ProblemError ? (error.cause ?? error) : error);
      log.warn({ requestId: id, route, keyId, problem, failure }, 'failed');
    },
  };
}
