import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import t from 'tap';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const script = `console.log(${JSON.stringify('x'.repeat(4000))});`;
const page = '<!doctype html><title>Keyward</title><div id="root"></div>';
const folder = t.testdir({
  'index.html': page,
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  assets: { 'index-Dk3f9a.js': script, 'index-B1c2d3.css': 'body{}' },
});
const km = await startKeyManagement(t, {}, { consoleFolder: folder });
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = {}) =>
  km.app.inject({ method: 'GET', url: path, headers });

t.test('the page stands at the root and at every address of its own, and is never kept', async (t) => {
  for (const path of [
    '/',
    '/?signInError=denied',
    '/organizations/abc/keys',
    '/settings',
    '/a%2Fb',
    '/workspaces/x?q=a.b',
  ]) {
    const answer = await get(path, html);
    t.equal(answer.statusCode, 200, path);
    t.equal(answer.body, page);
    t.match(answer.headers, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  }
  const head = await km.app.inject({ method: 'HEAD', url: '/settings', headers: html });
  t.match(head, { statusCode: 200, body: '' });
});

t.test('it can load nothing from elsewhere, run nothing inline, and stand in nobody’s frame', async (t) => {
  for (const path of ['/', '/settings']) {
    const { headers } = await get(path, html);
    const policy = String(headers['content-security-policy']);
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]) {
      t.ok(policy.split('; ').includes(rule), rule);
    }
    t.notMatch(policy, /unsafe|https?:|\*/);
    t.match(headers, {
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
  }
});

t.test('files with a hash in their names are kept for good, others for a while', async (t) => {
  const answer = await get('/assets/index-Dk3f9a.js');
  t.match(answer, {
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    },
  });
  t.equal(answer.body, script);
  t.match((await get('/assets/index-B1c2d3.css')).headers, { 'content-type': 'text/css; charset=utf-8' });
  t.match((await get('/favicon.svg')).headers, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=3600',
  });
});

t.test('they are compressed as the browser likes it best', async (t) => {
  const coded = (codings: string) => get('/assets/index-Dk3f9a.js', { 'accept-encoding': codings });
  const brotli = await coded('gzip, deflate, br, zstd');
  t.equal(brotli.headers['content-encoding'], 'br');
  t.equal(brotliDecompressSync(brotli.rawPayload).toString(), script);
  const gzip = await coded('gzip;q=0.5, br;q=0');
  t.equal(gzip.headers['content-encoding'], 'gzip');
  t.equal(gunzipSync(gzip.rawPayload).toString(), script);
  t.equal((await coded('identity')).headers['content-encoding'], undefined);
  const small = await get('/assets/index-B1c2d3.css', { 'accept-encoding': 'br' });
  t.equal(small.headers['content-encoding'], undefined, 'a small one is sent as it is');
});

t.test('what is not there is a problem, not the page', async (t) => {
  const ofTheApi = [
    '/v1/nothing',
    '/v1',
    '/oauth2/nothing',
    '/internal/v1/nothing',
    '/session/nothing',
    '/docs/nothing',
  ];
  const files = ['/assets/index-Old1.js', '/assets', '/assets/', '/robots.txt', '/.env', '/a/b.php'];
  const paths = [...ofTheApi, ...files, '/problems/csrf', '/metrics'];
  for (const path of paths) {
    const answer = await get(path, html);
    t.equal(answer.statusCode, 404, path);
    t.match(answer.headers, { 'content-type': /^application\/problem\+json/, 'cache-control': 'no-store' }, path);
  }
  for (const accept of ['application/json', '*/*', '', 'text/htmlx']) {
    t.equal((await get('/settings', { accept })).statusCode, 404, `asked for ${accept}`);
  }
  t.equal((await km.app.inject({ method: 'POST', url: '/settings', headers: html })).statusCode, 404);
  t.equal((await get('/v1/me', html)).statusCode, 401, 'the API stays what it is');
});

t.test('no path leads out of the folder', async (t) => {
  for (const path of [
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '//etc/passwd',
    '/assets/index-Dk3f9a.js%00.html',
    '/index.html',
  ]) {
    const answer = await get(path);
    t.ok([404, 400].includes(answer.statusCode), `${path}: ${answer.statusCode}`);
    t.notMatch(answer.body, /keyward\/key-management|root:/);
  }
});

t.test('where nothing is built, the bare address leads to the documentation', async (t) => {
  for (const consoleFolder of [`${folder}/assets`, `${folder}/nowhere`]) {
    const bare = await startKeyManagement(t, {}, { consoleFolder });
    t.match(await bare.request({ path: '/', token: null }), { status: 302, headers: { location: '/docs' } });
    t.equal((await bare.request({ path: '/settings', token: null, headers: html })).status, 404);
  }
});
