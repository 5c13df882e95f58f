// The attack: a base URL whose text passes a check and whose request goes somewhere else: an inside address in an odd
// spelling, user information that looks like a host, a path that climbs, a secret that ends up in an error message.

import { createUpstreamAddressPolicy } from '@keyward/auth';
import t from 'tap';

const strict = createUpstreamAddressPolicy([]);

t.test('base URLs of public hosts are fine', async (t) => {
  const urls = [
    'https://api.openai.com/v1',
    'http://example.com',
    'HTTPS://EXAMPLE.com:8443/a/b/',
    'https://[2606:4700::1]/',
  ];
  for (const url of urls) t.match(strict.checkBaseUrl(url), { ok: true, url: URL }, url);
});

t.test('base URLs in any spelling of an inside address are refused', async (t) => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'a.b.LocalHost',
    '%6cocalhost',
    'ｌocalhost',
    '①②⑦.0.0.1',
    '10.0.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '0',
    '0.0.0.0',
  ];
  for (const host of hosts) {
    for (const url of [`http://${host}`, `https://${host}:8080/v1`]) {
      const check = strict.checkBaseUrl(url);
      t.match(check, { ok: false, detail: String }, url);
    }
  }
});

t.test('base URLs of inside addresses are fine where those are allowed', async (t) => {
  const local = createUpstreamAddressPolicy(['127.0.0.0/8', '::1', 'app.localhost']);
  for (const url of [
    'http://127.0.0.1:4200',
    'http://0x7f.1',
    'http://[::1]:1',
    'http://localhost:3000',
    'http://x.localhost',
  ]) {
    t.match(local.checkBaseUrl(url), { ok: true }, url);
  }
  const named = createUpstreamAddressPolicy(['app.localhost']);
  t.match(named.checkBaseUrl('http://app.localhost'), { ok: true });
  t.match(named.checkBaseUrl('http://localhost'), { ok: false });
  t.match(local.checkBaseUrl('http://169.254.169.254'), { ok: false });
  t.match(createUpstreamAddressPolicy(['::1']).checkBaseUrl('http://localhost'), { ok: true });
});

t.test('base URLs that could be read in two ways are refused, and never repeated', async (t) => {
  const urls = [
    '',
    'example.com',
    '//example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http:example.com',
    'http:///example.com',
    'http://',
    'http://user:hunter2@example.com',
    'http://@example.com',
    'http://example.com@127.0.0.1',
    'http://example.com?',
    'http://example.com/?key=hunter2',
    'http://example.com/#',
    'http://example.com/#hunter2',
    'http://example.com/a/../b',
    'http://example.com/.',
    'http://example.com/%2e%2E/b',
    'http://example.com/a%2fb',
    'http://example.com/a%5cb',
    'http://example.com\\@127.0.0.1',
    'http://example.com/a\\b',
    'http://example.com//a',
    'http://example.com/a//b',
    'http://example.com/%zz',
    'http://example.com/%00',
    'http://exa mple.com',
    ' http://example.com',
    'http://example.com/\n',
    'http://example.com/a\tb',
    'http://example.com:99999',
    'http://[::1',
    'http://exa%00mple.com',
    `http://example.com/${'a'.repeat(2048)}`,
  ];
  for (const url of urls) {
    const check = strict.checkBaseUrl(url);
    t.match(check, { ok: false, detail: String }, JSON.stringify(url).slice(0, 60));
    if (!check.ok) t.notMatch(check.detail, /hunter2|example\.com/);
  }
});
