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

import { createAuthentication } from './authentication/authenticate.ts';
import { createVerificationAnswer, isVerificationPath } from './authorization/answer-verification.ts';
import type { Config } from './config.ts';
import { answerProblem } from './edge/answer-problem.ts';
import { discardBody } from './edge/discard-body.ts';
import { createExchangeOpener, type Exchange } from './edge/exchange.ts';
import { createExchangeLog } from './edge/exchange-log.ts';
import { CONNECTION_LIMITS, createHttpServer, type Listeners } from './edge/http-server.ts';
import type { ConnectionLimits } from './edge/plain-connections.ts';
import { checkRequest } from './edge/request-rules.ts';
import { createTraffic } from './edge/traffic.ts';
import { createUpstreamCall } from './forwarding/call-upstream.ts';
import { TIME_LIMITS, type TimeLimits } from './forwarding/time-limits.ts';
import { createUpstreams } from './forwarding/upstreams.ts';
import { stopGracefully } from './health/graceful-stop.ts';
import { isHealthCheck, registerHealth } from './health/index.ts';
import { createReadiness } from './health/readiness.ts';
import { createLimits } from './limits/limits.ts';
import { logToStandardOutput } from './log-destination.ts';
import { createLookupTally } from './metrics/lookup-tally.ts';
import { registerMetrics } from './metrics/register-metrics.ts';
import { createHeldBytes } from './model/held-bytes.ts';
import { createApiDirectory } from './routing/api-directory.ts';
import { createFlowDirectory } from './routing/flow-directory.ts';
import { createLlmDirectory } from './routing/llm-directory.ts';
import { isApiPath } from './routing/recognise-api.ts';
import { isLlmPath } from './routing/recognise-llm.ts';
import { RunningExchange } from './running-request.ts';
import type { Oversight } from './serve-request.ts';
import { createServices } from './services.ts';
import { openTracing } from './tracing/open-tracing.ts';
import type { RequestTracing } from './tracing/request-tracing.ts';
import { createAccounting, type UsageObserver } from './usage/accounting.ts';
import { createTokenTally } from './usage/token-tally.ts';
import { createUsageReport } from './usage/usage-report.ts';

export interface BuildOptions {
  connectionLimits?: Partial<ConnectionLimits>;
  timeLimits?: Partial<TimeLimits>;
  /** Where log lines go; standard output when left out. */
  logTo?: DestinationStream;
  /** Where this gateway's metrics are registered; it has none when left out. */
  metrics?: Registry;
  /** How many bytes of bodies are held in memory at most, all requests together, to find the models that they name. */
  maxHeldBytes?: number;
  /** How long usage is gathered before it is handed in, in milliseconds. */
  usageEveryMs?: number;
  /** Told of the tokens that a request has used, when it is over. */
  onUsage?: UsageObserver;
}

/** Where in a body the model has to stand, and how much of all bodies together is held in memory to find it. */
const MODEL_WITHIN_BYTES = 1024 ** 2;
const MAX_HELD_BYTES = 128 * 1024 ** 2;

/** The whole gateway, not yet listening. Closing it stops gracefully. */
export async function buildApp(config: Config, options: BuildOptions = {}): Promise<FastifyInstance> {
  const connectionLimits = { ...CONNECTION_LIMITS, ...options.connectionLimits };
  const timeLimits = { ...TIME_LIMITS, ...options.timeLimits };

  // What the steps rest on; closed in reverse at the end.
  const logger: FastifyBaseLogger = pino({ level: config.LOG_LEVEL }, options.logTo ?? logToStandardOutput());
  const log = createExchangeLog(logger);
  const tracing = await openTracing(config, logger);
  const connection = createKeyManagementConnection({
    url: config.KEY_MANAGEMENT_URL,
    serviceKey: config.SERVICE_KEY,
    headers: tracing?.questionHeaders,
  });
  const staleMs = config.STALE_IF_UNAVAILABLE;
  const transport = createHttpFeedTransport({
    url: config.KEY_MANAGEMENT_URL,
    serviceKey: config.SERVICE_KEY,
    staleMs,
  });
  const running = createRunningRequests();
  const usage = createUsageReport(options.usageEveryMs === undefined ? {} : { everyMs: options.usageEveryMs });
  const lease = createLeaseKeeper({
    transport,
    subscriber: running,
    usage,
    onError: (error) => logger.warn({ failure: describeFailure(error) }, 'the change feed is out of reach'),
  });
  const lookups = {
    keys: createLookupTally(),
    flows: createLookupTally(),
    apis: createLookupTally(),
    gateways: createLookupTally(),
  };
  const counting = (cache: keyof typeof lookups) =>
    tracing?.counting(cache, lookups[cache].count) ?? lookups[cache].count;
  const verifier = createVerifier({
    connection,
    lease,
    staleMs,
    tokenPrefixes: config.TOKEN_PREFIX,
    maxKeys: config.CACHE_MAX_KEYS,
    observe: counting('keys'),
  });
  const routes = { connection, lease, staleMs };
  const flows = createFlowDirectory({ ...routes, observe: counting('flows') });
  const apis = createApiDirectory({ ...routes, observe: counting('apis') });
  const gateways = createLlmDirectory({ ...routes, observe: counting('gateways') });
  const upstreams = createUpstreams(config.UPSTREAM_ALLOW, timeLimits);
  const limits = await createLimits(config.VALKEY_URL, logger);
  const authentication = createAuthentication(verifier, limits.failures, {
    allowQuery: config.ALLOW_QUERY_TOKEN,
    tokenPrefixes: config.TOKEN_PREFIX,
  });
  const readiness = createReadiness(lease);
  const traffic = createTraffic();
  const tokens = createTokenTally();
  const account = createAccounting(usage, tokens, options.onUsage);
  const heldBytes = createHeldBytes(options.maxHeldBytes ?? MAX_HELD_BYTES);
  const caches = { keys: verifier, flows, apis, gateways };
  const measured = { readiness, lease, verifier, caches, lookups, running, traffic, tokens, limits, usage };
  const observe = options.metrics === undefined ? undefined : registerMetrics(options.metrics, measured);

  // The way of a request, in its order.
  const openExchange = createExchangeOpener(config.TRUSTED_PROXIES);
  const answerVerification = createVerificationAnswer(authentication);
  // Where nothing is traced, nothing stands between the steps.
  const traced: RequestTracing['steps'] = tracing?.steps ?? ((steps) => steps);
  const step: RequestTracing['step'] = tracing?.step ?? ((_exchange, _name, work) => work());
  const admit: Oversight['admit'] =
    tracing === undefined
      ? limits.admit
      : (exchange, leave) => tracing.step(exchange, 'limit', () => limits.admit(exchange, leave));
  const forward = createUpstreamCall(upstreams, { ...timeLimits, refuse, onBroken });
  const models = { maxBytes: MODEL_WITHIN_BYTES, timeoutMs: timeLimits.modelMs, heldBytes };
  const directories = { flows, apis, gateways };
  const { serveFlow, serveApi, serveLlm } = createServices(
    { authentication, directories, forward, models, traced },
    { admit, watch, refuse },
  );

  function onBroken(exchange: Exchange, error: Error): void {
    exchange.upstreamFailed = true;
    log.failed(exchange, error);
  }

  function watch(...[exchange, { holder }, underWay, judgeAnew]: Parameters<Oversight['watch']>): void {
    if (holder === undefined || config.ON_REVOKE === 'finish') return;
    exchange.running = new RunningExchange(holder, underWay, judgeAnew);
    running.add(exchange.running);
  }

  function ended(exchange: Exchange): void {
    exchange.durationMs = performance.now() - exchange.startedAt;
    if (exchange.running !== undefined) running.delete(exchange.running);
    exchange.relay?.closed();
    heldBytes.giveBack(exchange.heldBytes);
    log.ended(exchange);
    tracing?.end(exchange);
    account(exchange);
    observe?.(exchange);
  }

  function refuse(exchange: Exchange, error: unknown): void {
    const problem = error instanceof ProblemError ? error : new ProblemError(PROBLEMS.internalError, { cause: error });
    exchange.problem = problem.problem.type;
    exchange.reason ??= problem.detail;
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
    // No route here has a schema: the compilers need not even be loaded.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    // While it stops, liveness still has to be told.
    return503OnClosing: false,
    // Proxied requests never reach Fastify: its routing would decode what has to stay as it came.
    serverFactory: (serveHealth) => createHttpServer(listen(serveHealth), connectionLimits),
  });

  function listen(serveHealth: (request: IncomingMessage, response: ServerResponse) => void): Listeners {
    return {
      plain: {
        takes: (request) => !isHealthCheck(request),
        serve: (request, response) => serve(openExchange(request, request.body, response, false), noHealthCheck),
      },
      other(request, response, awaitsContinue) {
        serve(openExchange(request, request, response, awaitsContinue), () => serveHealth(request, response));
      },
    };
  }

  function serve(exchange: Exchange, serveHealth: () => void): void {
    traffic.enter(exchange, ended);
    try {
      const isAboutHealth = isHealthCheck(exchange.request);
      if (tracing !== undefined && !isAboutHealth) tracing.begin(exchange);
      checkRequest(exchange);
      if (isAboutHealth) {
        discardBody(exchange.body);
        serveHealth();
      } else if (isVerificationPath(exchange.path)) {
        discardBody(exchange.body);
        step(exchange, 'verify', () => answerVerification(exchange)).catch((error) => refuse(exchange, error));
      } else if (isLlmPath(exchange.path)) {
        serveLlm(exchange);
      } else if (isApiPath(exchange.path)) {
        serveApi(exchange);
      } else {
        serveFlow(exchange);
      }
    } catch (error) {
      refuse(exchange, error);
    }
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
    limits.close();
    await tracing?.close();
  });
  return app;
}

function noHealthCheck(): never {
  throw new Error("health checks are Fastify's");
}

function noSchemas(): never {
  throw new Error('the routes of the gateway have no schemas');
}
