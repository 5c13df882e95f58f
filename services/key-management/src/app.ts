import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { problemResponses } from '@keyward/auth/fastify';
import { serveMetrics } from '@keyward/auth/metrics';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { apiRouteRoutes } from './api-routes/index.ts';
import { auditRoutes } from './audit/index.ts';
import { createChangeFeed } from './changes/change-feed.ts';
import { changeFeedRoutes } from './changes/index.ts';
import type { Config } from './config.ts';
import { serveConsole } from './console/serve-console.ts';
import { credentialRoutes } from './credentials/index.ts';
import { openDatabase } from './database/connect.ts';
import { answerDatabaseFailures } from './database/failure-response.ts';
import { pendingMigrations } from './database/migrations.ts';
import { waitForDatabase } from './database/wait-for-database.ts';
import { forgetDenials } from './denials/forget-denials.ts';
import { denialRoutes } from './denials/index.ts';
import { find } from './findings/find.ts';
import { findingsRepository } from './findings/findings-repository.ts';
import { findingRoutes } from './findings/index.ts';
import { firstStart } from './first-start/first-start.ts';
import { flowRouteRoutes } from './flow-routes/index.ts';
import { flowRoutes } from './flows/index.ts';
import { gatewayRoutes } from './gateways/index.ts';
import { healthRoutes } from './health/health.ts';
import { createPreparation } from './health/preparation.ts';
import { completeRoutes } from './http/complete-route.ts';
import { createCursors } from './http/cursor.ts';
import { takeJsonBodies } from './http/json-bodies.ts';
import { serveOpenApi } from './http/openapi.ts';
import type { Scope } from './http/scope.ts';
import { createServer } from './http/server.ts';
import { validatorCompiler } from './http/validation.ts';
import { importRoutes } from './imports/index.ts';
import { introspectionRoutes } from './introspection/index.ts';
import { doJobs } from './jobs/do-jobs.ts';
import { apiKeyRoutes } from './keys/index.ts';
import { llmRouteRoutes } from './llm-routes/index.ts';
import { managementKeyRoutes } from './management-keys/index.ts';
import { meRoutes } from './me/index.ts';
import { memberRoutes } from './members/index.ts';
import { createDatabaseMetrics } from './metrics/database-metrics.ts';
import { createFeedMetrics } from './metrics/feed-metrics.ts';
import { createFindingsMetrics } from './metrics/findings-metrics.ts';
import { measureRequests } from './metrics/request-metrics.ts';
import { createWebhookMetrics } from './metrics/webhook-metrics.ts';
import { organizationRoutes } from './organizations/index.ts';
import { createCallers } from './principals/callers.ts';
import { decorateRequests } from './principals/request-principal.ts';
import { revocationRoutes } from './revocation/index.ts';
import { createSecretHasher } from './secrets/secret-hasher.ts';
import { serviceKeyRoutes } from './service-keys/index.ts';
import { hostCookie } from './sessions/cookies.ts';
import { forgetEndedSessions } from './sessions/forget-ended-sessions.ts';
import { sessionRoutes, signInRoutes } from './sign-in/index.ts';
import { traceRequests } from './tracing/trace-requests.ts';
import { upstreamRoutes } from './upstreams/index.ts';
import { usageRoutes } from './usage/index.ts';
import { usageJobs } from './usage/keep-usage.ts';
import { createUsageIntake } from './usage/usage-intake.ts';
import { announceExpiry } from './webhooks/announce-expiry.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';
import { forgetDeliveries } from './webhooks/forget-deliveries.ts';
import { webhookRoutes } from './webhooks/index.ts';
import { workspaceRoutes } from './workspaces/index.ts';
import { forgetExpiredAnswers } from './writes/forget-expired-answers.ts';

export interface AppOptions {
  /** Where a person reads what is shown once: the operator key that the first start mints. */
  readonly print?: (text: string) => void;
  /** Where the built console is; none is served where it is left out, or nothing is there. */
  readonly consoleFolder?: string;
}

/**
 * The whole service, wired, its database reached and prepared, not listening yet. Closing it closes everything.
 * Throws DatabaseUnreachable.
 */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<FastifyInstance> {
  const { print = (text) => process.stdout.write(text) } = options;
  const app = createServer(config.LOG_LEVEL).withTypeProvider<TypeBoxTypeProvider>();
  await traceRequests(app, config);

  const database = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    onConnectionLost: () => app.log.warn('an idle database connection was lost'),
  });
  app.addHook('onClose', () => database.close());
  const { db } = database;
  const metrics = config.METRICS_PORT === undefined ? undefined : createFeedMetrics(() => feed);
  const feed = createChangeFeed({
    db,
    databaseUrl: config.DATABASE_URL,
    leaseTtlMs: config.LEASE_TTL_MS,
    warn: (message) => app.log.warn(message),
    ...metrics?.observers,
  });
  app.addHook('onClose', () => feed.close());
  const usage = createUsageIntake({
    db,
    warn: (message) => app.log.warn(message),
    observers: metrics?.usageObservers,
  });
  const secrets = createSecretHasher();
  const publicUrl = publicUrlOf(config);
  const secure = publicUrl.startsWith('https:');
  app.decorate('services', {
    db,
    openSession: database.openSession,
    feed,
    usage,
    masterKeys: config.MASTER_KEYS,
    cursors: createCursors(config.MASTER_KEYS),
    secrets,
    ...createCallers(config, { db, secrets, secure }),
    signInCookie: hostCookie('sign-in', secure),
    upstreamAddresses: config.UPSTREAM_ALLOW,
    tokenPrefixes: config.TOKEN_PREFIX,
    publicUrl,
    gatewayUrl: config.GATEWAY_URL?.replace(/\/$/, '') ?? null,
  });
  const preparation = createPreparation({
    pendingMigrations: () => pendingMigrations(db),
    firstStart: () =>
      firstStart(db, {
        secrets,
        tokenPrefixes: config.TOKEN_PREFIX,
        managementKey: config.BOOTSTRAP_MANAGEMENT_KEY,
        serviceKey: config.BOOTSTRAP_SERVICE_KEY,
        print,
      }),
    onWaiting: (reason) => app.log.warn(`not ready: ${reason}`),
  });
  app.addHook('preClose', async () => {
    preparation.drain();
    feed.stop();
  });
  app.addHook('onSend', async (_request, reply) => {
    // Answered while the service stops, a connection that was kept open would hold the stop up.
    if (feed.stopping.aborted) reply.header('connection', 'close');
  });
  app.addHook('onClose', async () => preparation.end());
  forgetExpiredAnswers(app);
  if (metrics !== undefined) {
    createDatabaseMetrics(metrics.registry, database.connections, () => db.execute(sql`select 1`));
    createFindingsMetrics(metrics.registry, () => findingsRepository(db).openByType());
    measureRequests(app, metrics.registry, preparation);
  }
  deliverWebhooks(app, metrics && createWebhookMetrics(metrics.registry));
  doJobs(app, [find, announceExpiry, forgetDeliveries, ...usageJobs, forgetDenials, forgetEndedSessions]);

  app.setValidatorCompiler(validatorCompiler);
  await app.register(problemResponses);
  decorateRequests(app);
  takeJsonBodies(app);
  await serveOpenApi(app, publicUrl);

  await serveConsole(app, options.consoleFolder);
  healthRoutes(app, preparation);
  const answerWhenPrepared = (scope: Scope) => {
    answerDatabaseFailures(scope);
    // Before any guard: without its tables and first rows the database can't tell who calls.
    scope.addHook('onRequest', async () => preparation.require());
  };
  app.register(async function redirects(scope: Scope) {
    answerWhenPrepared(scope);
    // Outside of the API, whose routes take no parameter that they do not know: the provider adds some of its own.
    signInRoutes(scope);
  });
  app.register(async function api(scope: Scope) {
    answerWhenPrepared(scope);
    completeRoutes(scope);
    sessionRoutes(scope);
    organizationRoutes(scope);
    workspaceRoutes(scope);
    credentialRoutes(scope);
    upstreamRoutes(scope);
    flowRoutes(scope);
    gatewayRoutes(scope);
    apiKeyRoutes(scope);
    importRoutes(scope);
    managementKeyRoutes(scope);
    serviceKeyRoutes(scope);
    memberRoutes(scope);
    introspectionRoutes(scope);
    revocationRoutes(scope);
    meRoutes(scope);
    auditRoutes(scope);
    usageRoutes(scope);
    denialRoutes(scope);
    findingRoutes(scope);
    webhookRoutes(scope);
    flowRouteRoutes(scope);
    apiRouteRoutes(scope);
    llmRouteRoutes(scope);
    changeFeedRoutes(scope);
  });

  try {
    if (metrics !== undefined && config.METRICS_PORT !== undefined) {
      const server = await serveMetrics(metrics.registry, config.HOST, config.METRICS_PORT);
      app.addHook('onClose', async () => server.close().closeAllConnections());
    }
    await waitForDatabase(db, config.DATABASE_WAIT, (reason) => app.log.warn(`waiting for the database: ${reason}`));
    await preparation.begin();
    feed.start();
    await app.ready();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/** Without PUBLIC_URL, where this machine itself reaches the service. */
function publicUrlOf({ PUBLIC_URL, HOST, PORT }: Config): string {
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return (PUBLIC_URL ?? `http://${host}:${PORT}`).replace(/\/$/, '');
}
