import { Agent, createServer, request } from 'node:http';

/** Forwards and does nothing else: what HTTP by `node:http` alone costs in this runtime. */
const { PORT, UPSTREAM = '' } = process.env;
const { hostname, port } = new URL(UPSTREAM);
const agent = new Agent({ keepAlive: true });

createServer((incoming, response) => {
  const { method, url, headers } = incoming;
  const outgoing = request({ agent, host: hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}).listen(Number(PORT), '127.0.0.1');
