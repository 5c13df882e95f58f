import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Where the text comes from. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

/**
 * Answers `GET /metrics` in the Prometheus text format, on a port of its own that clients need not reach. Rejects when
 * the port cannot be listened on.
 */
export async function serveMetrics(source: MetricsSource, host: string, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else {
      // No numbers are better than half of them: a sum over several processes lacks one that does not answer.
      const text = await source.metrics().catch(() => undefined);
      if (text === undefined) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': source.contentType, 'cache-control': 'no-store' }).end(text);
    }
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
