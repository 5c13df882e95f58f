import type { FastifyInstance } from 'fastify';

/** A refusal in Flowise's shape; its message is public. */
export class FlowiseError extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Answers every error as Flowise does: `{statusCode, success, message, stack}`, with an empty stack. */
export function answerErrorsLikeFlowise(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    const statusCode = hasStatus(error) ? error.statusCode : 500;
    const message = error instanceof Error ? error.message : 'Error';
    return reply.code(statusCode).send({ statusCode, success: false, message, stack: {} });
  });
}

function hasStatus(error: unknown): error is { statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}
