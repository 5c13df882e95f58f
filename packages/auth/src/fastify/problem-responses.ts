import type { FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

import { PROBLEMS, ProblemDetails, ProblemError, problemDocument, problemHeaders } from '../problems/index.ts';
import { describeFailure } from './describe-failure.ts';
import { problemOfError } from './problem-of-error.ts';

export interface ProblemResponsesOptions {
  /** Adds members to a document, for clients that read other ones. */
  extend?: (document: ProblemDetails, request: FastifyRequest) => object;
}

/**
 * Answers every error, and every unknown route, as a problem document (RFC 9457), and gives every answer its
 * `X-Request-Id`. Errors before the routing need `frameworkErrors` and `clientErrorHandler` as server options.
 */
export const problemResponses = fastifyPlugin<ProblemResponsesOptions>(
  async (app, options) => {
    app.addSchema({ $id: 'Problem', ...ProblemDetails });
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id);
    });
    app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, options));
    app.setNotFoundHandler((request, reply) => {
      const error = new ProblemError(PROBLEMS.notFound, { detail: 'There is nothing at this path and method.' });
      return sendProblem(error, request, reply, options);
    });
  },
  { fastify: '5.x', name: '@keyward/problem-responses' },
);

/** Fastify's `frameworkErrors`: the same answer for errors from before the routing, such as a broken path. */
export function frameworkErrors(options: ProblemResponsesOptions = {}) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    reply.header('x-request-id', request.id);
    sendProblem(error, request, reply, options);
  };
}

function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, options: ProblemResponsesOptions) {
  const error = problemOfError(thrown);
  const { status, type } = error.problem;
  if (status >= 500) request.log.error({ problem: type, failure: describeFailure(error.cause ?? error) }, 'failed');
  else request.log.info({ problem: type, status }, 'refused');

  const document = problemDocument(error, request.id);
  const body = options.extend === undefined ? document : options.extend(document, request);
  return reply.code(status).headers(problemHeaders(error)).send(JSON.stringify(body));
}
