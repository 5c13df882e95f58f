import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Coding, type ConsoleFile, INDEX, readConsoleFiles } from './console-files.ts';

/** Paths that belong to the API: whatever is not found there is answered as a problem, also to a browser. */
const NOT_THE_CONSOLES =
  /^\/(v1|oauth2|internal|session|docs|openapi\.json|healthz|readyz|metrics|problems|assets)(\/|$)/;

/**
 * What pages of the console may do: run and show what came from here, and talk to here. Nothing inline, and in nobody's
 * frame.
 */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/**
 * Serves the built console: its files by their paths, and its page at every other address that a browser asks for and
 * that is not the API's. Where nothing is built, the bare address leads to the API's documentation.
 */
export async function serveConsole(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const files = folder === undefined ? undefined : await readConsoleFiles(folder);
  const index = files?.get(INDEX);
  if (files === undefined || index === undefined) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/docs'));
    return;
  }
  app.get('/', { schema: { hide: true } }, (request, reply) => sendPage(request, reply, index));
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const file = files.get(path);
    if (file !== undefined && file !== index) return sendFile(request, reply, file);
    if (isPage(path, request.headers.accept)) return sendPage(request, reply, index);
    reply.callNotFound();
    return reply;
  });
}

/** Whether a path is the address of a page, asked for by a browser: files have a dot in their names, pages have not. */
function isPage(path: string, accept = ''): boolean {
  return !NOT_THE_CONSOLES.test(path) && !/\.[^/]*$/.test(path) && /(^|[\s,])text\/html\s*([;,]|$)/i.test(accept);
}

/** The page itself is never kept, so that a browser always learns the names of the newest files. */
function sendPage(request: FastifyRequest, reply: FastifyReply, index: ConsoleFile) {
  reply.headers(PAGE_HEADERS);
  return send(request, reply, index);
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile) {
  reply.header('cache-control', file.hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  return send(request, reply, file);
}

async function send({ headers }: FastifyRequest, reply: FastifyReply, file: ConsoleFile): Promise<FastifyReply> {
  const { content, coding } = await file.encoded(acceptedCodings(headers['accept-encoding']));
  if (coding !== undefined) reply.header('content-encoding', coding);
  return reply.header('vary', 'accept-encoding').type(file.mediaType).send(content);
}

/** The codings that a client takes, the better ones first (RFC 9110 §12.5.3); what it gives the weight 0 it refuses. */
function acceptedCodings(header: string | string[] | undefined): Coding[] {
  const offers = [header ?? []].flat().join(',').toLowerCase().split(',');
  const accepted = new Set(
    offers.filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer)).map((offer) => offer.split(';', 1)[0]?.trim()),
  );
  return (['br', 'gzip'] as const).filter((coding) => accepted.has(coding));
}
