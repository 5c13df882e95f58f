import type { FastifyInstance } from 'fastify';

/**
 * Takes JSON bodies only. An empty one counts as none, since many clients set the media type on every request. A
 * `__proto__` member is refused by the parser itself.
 */
export function takeJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}
