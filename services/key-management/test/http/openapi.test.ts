import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { member, operations } from '../fixtures/operations.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const all = operations(km.app);
const withoutAccess = ['checkHealth', 'checkReadiness', 'revokeToken', 'readSession', 'signIn', 'endSession'];

t.test('the document is OpenAPI 3.1 and keeps the rules of a linter', async (t) => {
  const answer = await km.request({ path: '/openapi.json', token: null });
  t.match(answer, { status: 200, body: { openapi: '3.1.0', info: { title: 'Keyward key management' } } });
  const file = path.join(t.testdir({ 'openapi.json': answer.text }), 'openapi.json');
  const lint = await redocly('lint', '--config', fileURLToPath(new URL('../../redocly.yaml', import.meta.url)), file);
  t.equal(lint.code, 0, lint.output);
});

t.test('every operation says what it is, shows an example, and names its refusals', async (t) => {
  t.ok(all.length >= 40, `${all.length} operations`);
  const ids = new Set<unknown>();
  for (const { method, path: target, document, parameters, example } of all) {
    const label = `${method} ${target}`;
    t.notOk(ids.has(document.operationId), `${label} has an operationId of its own`);
    ids.add(document.operationId);
    t.match(document, { operationId: /^[a-z][A-Za-z]+$/, summary: /^[A-Z].*[^.]$/, tags: [String] }, label);

    const responses = member(document, 'responses');
    const success = Object.entries(responses).filter(([status]) => status.startsWith('2') && status !== '202');
    t.equal(success.length, 1, `${label} has one success`);
    for (const [, response] of success) {
      // One that has no content is shown by its status alone.
      const { content = { 'application/json': { example: null } } } = member(response);
      t.hasProp(member(content, 'application/json'), 'example', `${label} shows an answer`);
    }
    const body = member(document, 'requestBody', 'content');
    if ('application/json' in body) t.type(example, 'object', `${label} shows a body`);
    if ('application/json' in body || 'application/x-www-form-urlencoded' in body) t.ok(responses[400], label);

    if (withoutAccess.includes(String(document.operationId))) continue;
    t.ok(responses[401] && responses[403], `${label} names 401 and 403`);
    t.match(document.security, [{ bearer: Array }], label);
    if (parameters.length > 0) t.ok(responses[404], `${label} names 404`);
    for (const [status, response] of Object.entries(responses)) {
      if (status.startsWith('2')) continue;
      const schema = member(response, 'content', 'application/problem+json', 'schema');
      t.equal(schema.$ref, '#/components/schemas/Problem', `${label} ${status}`);
    }
  }
});

t.test('each resource stands in the document once, by name', async (t) => {
  const schemas = member(km.app.swagger(), 'components', 'schemas');
  for (const name of ['Organization', 'Workspace', 'Upstream', 'Flow', 'AuditEvent', 'Problem', 'ApiKey']) {
    t.ok(schemas[name], name);
  }
});

t.test('writes take an Idempotency-Key, edits and deletions If-Match too', (t) => {
  for (const { method, path: target, document } of all) {
    if (!target.startsWith('/v1/')) continue;
    const names = Object.values(member(document.parameters)).map((parameter) => member(parameter).name);
    t.equal(names.includes('idempotency-key'), method !== 'GET', `${method} ${target}`);
    if (method !== 'POST') t.equal(names.includes('if-match'), method !== 'GET', `${method} ${target}`);
  }
  t.end();
});

t.test('nothing internal is in the document', (t) => {
  t.notMatch(JSON.stringify(km.app.swagger()), '/internal/');
  t.end();
});

t.test('the interactive page is served with a content security policy', async (t) => {
  const page = await km.request({ path: '/docs/', token: null });
  t.equal(page.status, 200);
  t.match(page.headers['content-security-policy'], /script-src 'self'/);
  t.notMatch(page.headers['content-security-policy'], /script-src[^;]*unsafe-inline/);
  t.match(await km.request({ path: '/', token: null }), { status: 302, headers: { location: '/docs' } });
});

async function redocly(...args: string[]): Promise<{ code: number; output: string }> {
  const require = createRequire(import.meta.url);
  const packageFile = require.resolve('@redocly/cli/package.json');
  const cli = path.join(path.dirname(packageFile), 'bin', 'cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args], { env, timeout: 60_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    return { code: 1, output: JSON.stringify(error) };
  }
}
