import { buildSampleFlowServer } from './app.ts';

const app = buildSampleFlowServer();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close());
}
const address = await app.listen({ host: process.env.HOST || '127.0.0.1', port: Number(process.env.PORT || '4200') });
process.stdout.write(`The sample flow server answers at ${address}\n`);
