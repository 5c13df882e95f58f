import { ProblemError } from '@keyward/auth';
import { describeFailure } from '@keyward/auth/fastify';
import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';

import type { Exchange } from './exchange.ts';
import { createExchangeLine } from './exchange-line.ts';

/** What the log is told of exchanges: never a header, a query or a token. */
export interface ExchangeLog {
  /** One line when it is over. */
  readonly ended: (exchange: Exchange) => void;
  /** One line when the gateway, key-management or the upstream failed. */
  readonly failed: (exchange: Exchange, error: Error) => void;
}

/** Logs exchanges, with all others of a pino logger. Throws a TypeError for another kind of logger. */
export function createExchangeLog(log: FastifyBaseLogger): ExchangeLog {
  if (!isPino(log)) throw new TypeError('exchanges are logged in lines of pino');
  const destination = log[pino.symbols.streamSym];
  const lineOf = createExchangeLine(log[pino.symbols.chindingsSym]);
  return {
    ended(exchange) {
      if (log.isLevelEnabled('info')) destination.write(lineOf(exchange));
    },
    failed({ id, route, keyId, problem }, error) {
      const failure = describeFailure(error instanceof ProblemError ? (error.cause ?? error) : error);
      log.warn({ requestId: id, route, keyId, problem, failure }, 'failed');
    },
  };
}

/** A logger of which pino tells what its lines begin with and where they go. */
type PinoLogger = Logger & {
  readonly [pino.symbols.streamSym]: DestinationStream;
  readonly [pino.symbols.chindingsSym]: string;
};

function isPino(log: FastifyBaseLogger): log is PinoLogger {
  return pino.symbols.streamSym in log && pino.symbols.chindingsSym in log;
}
