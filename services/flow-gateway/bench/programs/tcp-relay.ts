import { connect, createServer } from 'node:net';

/** Hands bytes on without a look at them: what sockets alone cost in this runtime. */
const { PORT, UPSTREAM = '' } = process.env;
const { hostname, port } = new URL(UPSTREAM);

createServer({ noDelay: true }, (client) => {
  const origin = connect({ host: hostname, port: Number(port), noDelay: true });
  client.pipe(origin).pipe(client);
  client.on('error', () => origin.destroy());
  origin.on('error', () => client.destroy());
}).listen(Number(PORT), '127.0.0.1');
