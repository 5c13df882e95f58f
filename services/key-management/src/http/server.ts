import { clientErrorHandler, frameworkErrors, genReqId } from '@keyward/auth/fastify';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { principalIdOf } from '../principals/request-principal.ts';
import { boundBodyTime, LONGEST_BODY_TIME_MS } from './body-time.ts';

const KIB = 1024;

/**
 * The bare HTTP server: bounded bodies, headers and times, request ids, one log line a request. Lines name the route,
 * never the URL: someone may have put a token there.
 */
export function createServer(logLevel: string): FastifyInstance {
  const sendFrameworkError = frameworkErrors();
  const app = Fastify({
    logger: { level: logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: genReqId(),
    bodyLimit: 256 * KIB,
    requestTimeout: LONGEST_BODY_TIME_MS,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler,
    frameworkErrors(error, request, reply) {
      reply.header('cache-control', 'no-store');
      sendFrameworkError(error, request, reply);
    },
    return503OnClosing: false,
  });
  boundBodyTime(app);
  app.addHook('onRequest', async (_request, reply) => {
    // What this service answers is about keys: no cache in between may keep any of it.
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const by = principalIdOf(request);
    request.log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, by, ms }, 'answered');
  });
  return app;
}
