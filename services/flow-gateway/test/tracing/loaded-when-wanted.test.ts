import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mintToken } from '@keyward/auth';
import t from 'tap';

/** Builds a gateway in a process of its own, and tells which modules of OpenTelemetry that took. */
const PROGRAM = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({
    resolve(specifier, context, next) {
      // The API alone does nothing, and prom-client has a use of its own for it.
      if (/^@opentelemetry\\/(?!api$)/.test(specifier)) loaded.push(specifier);
      return next(specifier, context);
    },
  });
  const { readConfig } = await import(process.env.SOURCES + 'config.ts');
  const { buildApp } = await import(process.env.SOURCES + 'app.ts');
  const app = await buildApp(readConfig(process.env));
  await app.close();
  process.stdout.write(JSON.stringify(loaded));
`;

async function loadedWith(environment: Record<string, string>): Promise<string[]> {
  const env = {
    SOURCES: new URL('../../src/', import.meta.url).href,
    KEY_MANAGEMENT_URL: 'http://127.0.0.1:1',
    SERVICE_KEY: mintToken('svc').token,
    ...environment,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM], { env });
  return JSON.parse(stdout);
}

t.test('OpenTelemetry is loaded only where traces are wanted', async (t) => {
  t.same(await loadedWith({}), []);
  t.same(await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), [], 'an empty variable counts as left out');
  const loaded = await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  t.ok(loaded.includes('@opentelemetry/sdk-trace'));
});
