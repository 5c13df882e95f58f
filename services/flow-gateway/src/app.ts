import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createHttpFeedTransport,
  createKeyManagementConnection,
  createLeaseKeeper,
  createRunningRequests,
  createVerifier,
  PROBLEMS,
  ProblemError,
} from '@keyward/auth';
import { describeFailure, genReqId, problemResponses } from '@keyward/auth/fastify';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type DestinationStream, pino } from 'pino';
import type { Registry } from 'prom-client';

import { createAuthentication, invalidToken } from './authentication/authenticate.ts';
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
import { createLookupTally } from './metrics/lookup-tally.ts';
import { registerMetrics } from './metrics/register-metrics.ts';
import { createFlowDirectory } from './routing/flow-directory.ts';
import { recogniseRoute } from './routing/recognise-route.ts';
import { runningRequest } from './running-request.ts';
import { createFlowService } from './serve-request.ts';

export interface BuildOptions {
  connectionLimits?: Partial<ConnectionLimits>;
  timeLimits?: Partial<TimeLimits>;
  /** Where log lines go; standard output when left out. */
  logTo?: DestinationStream;
  /** Where this gateway's metrics are registered; it has none when left out. */
  metrics?: Registry;
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
  const staleMs = config.STALE_IF_UNAVAILABLE;
  const transport = createHttpFeedTransport({
    url: config.KEY_MANAGEMENT_URL,
    serviceKey: config.SERVICE_KEY,
    staleMs,
  });
  const running = createRunningRequests();
  const lease = createLeaseKeeper({
    transport,
    subscriber: running,
    onError: (error) => logger.warn({ failure: describeFailure(error) }, 'the change feed is out of reach'),
  });
  const lookups = { keys: createLookupTally(), flows: createLookupTally() };
  const verifier = createVerifier({
    connection,
    lease,
    staleMs,
    tokenPrefixes: config.TOKEN_PREFIX,
    maxKeys: config.CACHE_MAX_KEYS,
    observe: lookups.keys.count,
  });
  const flows = createFlowDirectory({ connection, lease, staleMs, observe: lookups.flows.count });
  const upstreams = createUpstreams(config.UPSTREAM_ALLOW, timeLimits);
  const authentication = createAuthentication(verifier, config.ALLOW_QUERY_TOKEN);
  const readiness = createReadiness(lease);
  const traffic = createTraffic();
  if (options.metrics !== undefined) {
    registerMetrics(options.metrics, { lease, verifier, flows, lookups, running, traffic });
  }

  // The way of a request, in its order.
  const openExchange = createExchangeOpener(config.TRUSTED_PROXIES);
  const answerVerification = createVerificationAnswer(authentication);
  const serveFlow = createFlowService({
    recognise: recogniseRoute,
    authorise: createFlowAuthorisation(authentication, flows),
    forward(exchange, { flow }) {
      const upstream = upstreams.at(flow.upstream.baseUrl);
      return forwardRequest(exchange, upstream, authentication.targetWithoutToken(exchange), relayOptions);
    },
    watch(exchange, { holder }, relay, judgeAnew) {
      if (holder === undefined || config.ON_REVOKE === 'finish') return;
      const request = runningRequest(holder, judgeAnew, () => relay.end(invalidToken()));
      running.add(request);
      exchange.response.once('close', () => running.delete(request));
    },
    refuse,
  });
  const relayOptions = { ...timeLimits, refuse, onBroken: log.failed };

  function refuse(exchange: Exchange, error: unknown): void {
    const problem = error instanceof ProblemError ? error : new ProblemError(PROBLEMS.internalError, { cause: error });
    exchange.problem = problem.problem.type;
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
  registerHealth(app, readiness, lease);
  app.addHook('onListen', () => void lease.start());
  app.addHook('preClose', () => stopGracefully(app.server, readiness, traffic, config.SHUTDOWN_GRACE));
  app.addHook('onClose', async () => {
    // What is under way has ended: the lease is given back, so that no revoke waits for it.
    await lease.stop();
    await transport.close();
    await upstreams.close();
    await verifier.close();
  });
  return app;
}
