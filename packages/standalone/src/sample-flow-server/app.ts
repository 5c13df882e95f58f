import Fastify, { type FastifyInstance } from 'fastify';
import { chatflowRoutes } from './chatflow.ts';
import { createFlowMemory } from './flow-memory.ts';
import { answerErrorsLikeFlowise } from './flowise-error.ts';
import { historyRoutes } from './history.ts';
import { predictionRoutes } from './prediction.ts';
import { uploadRoutes } from './uploads.ts';

const MAX_JSON_BYTES = 50 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body is multipart/form-data and has not been read yet. */
    isMultipartForm: boolean;
  }
}

/**
 * A small flow server with one flow, which answers in the shapes of Flowise's HTTP API. It asks for no key: it stands
 * behind the gateway, and serves trials, demonstrations and tests.
 */
export function buildSampleFlowServer(): FastifyInstance {
  const app = Fastify({ bodyLimit: MAX_JSON_BYTES, forceCloseConnections: true });
  const memory = createFlowMemory();

  answerErrorsLikeFlowise(app);
  app.decorateRequest('isMultipartForm', false);
  app.addContentTypeParser('multipart/form-data', (request, _payload, done) => {
    request.isMultipartForm = true;
    done(null);
  });

  app.get('/healthz', () => Promise.resolve({ status: 'ok' }));
  predictionRoutes(app, memory);
  uploadRoutes(app, memory);
  historyRoutes(app, memory);
  chatflowRoutes(app, memory);
  return app;
}
