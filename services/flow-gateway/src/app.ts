import type { IncomingMessage, ServerResponse } from 'node:http';
import { createKeyManagementConnection, createVerifier, PROBLEMS, ProblemError, timeToLive } from '@keyward/auth';
import { genReqId, problemResponses } from '@keyward/auth/fastify';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type DestinationStream, pino } from 'pino';

import { createAuthentication } from './authentication/authenticate.ts';
import { createVerificationAnswer, isVerificationPath } from './authorization/answer-verification.ts';
import { createFlowAuthorisation } from './authorization/authorise-flow.ts';
import type { Config } from './config.ts';
import { answerProblem } from './edge/answer-problem.ts';
import { discardBody } from './edge/discard-body.ts';
import { createExchangeOpener, type Exchange } from './edge/exchange.ts';
import { createExchangeLog } from './edge/exchange-log.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, createHttpServer } from './edge/http-server.ts';
import { checkRequest } from './edge/request-rules.ts';
import { createTraffic } from './edge/traffic.ts';
import { forwardRequest } from './forwarding/forward-request.ts';
import { TIME_LIMITS, type TimeLimits } from './forwarding/time-limits.ts';
import { createUpstreams } from './forwarding/upstreams.ts';
import { stopGracefully } from './health/graceful-stop.ts';
import { isHealthCheck, registerHealth } from './health/index.ts';
import { createReadiness } from './health/readiness.ts';
import { createFlowDirectory } from './routing/flow-directory.ts';
import { recogniseRoute } from './routing/recognise-route.ts';
import { createFlowService } from './serve-request.ts';

/** How long an answer of key-management is used without asking again: a revoke takes effect within this time. */
const ANSWERS_STAND_MS = 5_000;

export interface BuildOptions {
  connectionLimits?: Partial<ConnectionLimits>;
  timeLimits?: Partial<TimeLimits>;
  /** Where log lines go; standard output when left out. */
  logTo?: DestinationStream;
}

/** The whole gateway, not yet listening. Closing it stops gracefully. */
export async function buildApp(config: Config, options: BuildOptions = {}): Promise<FastifyInstance> {
  const connectionLimits = { ...CONNECTION_LIMITS, ...options.connectionLimits };
  const timeLimits = { ...TIME_LIMITS, ...options.timeLimits };

  // What the steps rest on; closed in reverse at the end.
  const logger: FastifyBaseLogger = pino(
    { level: config.LOG_LEVEL },
    options.logTo ?? pino.destination({ dest: 1, sync: false }),
  );
  const log = createExchangeLog(logger);
  const connection = createKeyManagementConnection({ url: config.KEY_MANAGEMENT_URL, serviceKey: config.SERVICE_KEY });
  const freshness = timeToLive(ANSWERS_STAND_MS);
  const verifier = createVerifier({
    connection,
    freshness,
    tokenPrefixes: config.TOKEN_PREFIX,
    maxKeys: config.CACHE_MAX_KEYS,
  });
  const flows = createFlowDirectory({ connection, freshness });
  const upstreams = createUpstreams(config.UPSTREAM_ALLOW, timeLimits);
  const authentication = createAuthentication(verifier, config.ALLOW_QUERY_TOKEN);
  const readiness = createReadiness(connection);
  const traffic = createTraffic();

  // The way of a request, in its order.
  const openExchange = createExchangeOpener(config.TRUSTED_PROXIES);
  const answerVerification = createVerificationAnswer(authentication);
  const serveFlow = createFlowService({
    recognise: recogniseRoute,
    authorise: createFlowAuthorisation(authentication, flows),
    forward(exchange, { flow }) {
      const upstream = upstreams.at(flow.upstream.baseUrl);
      forwardRequest(exchange, upstream, authentication.targetWithoutToken(exchange), relayOptions);
    },
    refuse,
  });
  const relayOptions = { ...timeLimits, refuse, onBroken: log.failed };

  function refuse(exchange: Exchange, error: unknown): void {
    const problem = error instanceof ProblemError ? error : new ProblemError(PROBLEMS.internalError, { cause: error });
    if (problem.cause !== undefined) log.failed(exchange, problem);
    answerProblem(exchange, problem);
  }

  const app = fastify({
    loggerInstance: logger,
    // The log has a line of its own for each exchange; Fastify's would hold the query.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: genReqId((address) => config.TRUSTED_PROXIES.contains(address)),
    // Our server has answered; Fastify's own handler would log the bytes, tokens included.
    clientErrorHandler: () => {},
    // While it stops, liveness still has to be told.
    return503OnClosing: false,
    // Proxied requests never reach Fastify: its routing would decode what has to stay as it came.
    serverFactory: (serveHealth) => createHttpServer(listen(serveHealth), connectionLimits),
  });

  function listen(serveHealth: (request: IncomingMessage, response: ServerResponse) => void) {
    return (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void => {
      const exchange = openExchange(request, response, awaitsContinue);
      traffic.enter(exchange, log.ended);
      try {
        checkRequest(exchange);
        if (isHealthCheck(exchange)) {
          discardBody(request);
          serveHealth(request, response);
        } else if (isVerificationPath(exchange.path)) {
          discardBody(request);
          answerVerification(exchange).catch((error) => refuse(exchange, error));
        } else {
          serveFlow(exchange);
        }
      } catch (error) {
        refuse(exchange, error);
      }
    };
  }

  await app.register(problemResponses, { extend: (document) => ({ ...document, message: document.detail }) });
  registerHealth(app, readiness);
  app.addHook('preClose', () => stopGracefully(app.server, readiness, traffic, config.SHUTDOWN_GRACE));
  app.addHook('onClose', async () => {
    await upstreams.close();
    await verifier.close();
  });
  return app;
}
