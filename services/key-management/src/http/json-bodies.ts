import type { FastifyInstance } from 'fastify';

/**
 * Takes JSON bodies only. A DELETE without a body may have a JSON media type all the same, since many clients set it on
 * every request. A `__proto__` member is refused by the parser itself.
 */
export function takeJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '' && request.method === 'DELETE') done(null, undefined);
    else parse(request, body.toString(), done);
  });
}
