import bearerAuth from '@fastify/bearer-auth';
import httpProxy from '@fastify/http-proxy';
import fastify from 'fastify';

/** The same work with what one would take from the shelf: one bearer token, one upstream, no log. */
const { PORT, UPSTREAM = '', TOKEN = '' } = process.env;
const app = fastify({ logger: false });
await app.register(bearerAuth, { keys: new Set([TOKEN]) });
await app.register(httpProxy, {
  upstream: UPSTREAM,
  prefix: '/api/v1/prediction',
  rewritePrefix: '/api/v1/prediction',
});
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
