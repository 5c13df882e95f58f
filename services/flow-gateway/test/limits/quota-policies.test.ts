import t from 'tap';

import { limitedBy } from '../../src/limits/limited.ts';
import { policiesOf } from '../../src/limits/quota-policies.ts';
import { rateLimitHeaders } from '../../src/limits/rate-limit-headers.ts';

const LIMITS = { requestsPerDay: 5_000, tokensPerMinute: 1_000_000_000, concurrentRequests: 3 };

t.test('what limits a key, and what the same limits are of a gateway', async (t) => {
  for (const time of ['the first time', 'and again']) {
    const ofKey = policiesOf(limitedBy('key', 'one', LIMITS));
    t.same(
      ofKey.windows.map(({ text }) => text),
      ['"requests-per-day";q=5000;w=86400', '"tokens-per-minute";q=1000000000;qu="tokens";w=60'],
      time,
    );
    t.equal(ofKey.concurrency?.text, '"concurrent-requests";q=3;qu="concurrent-requests"', time);
    const ofGateway = policiesOf(limitedBy('gateway', 'one', LIMITS));
    t.same(
      ofGateway.windows.map(({ name, allowed }) => [name, allowed]),
      [
        ['"gateway-requests-per-day"', 5_000],
        ['"gateway-tokens-per-minute"', 1_000_000_000],
      ],
      time,
    );
    t.equal(ofGateway.concurrency?.name, '"gateway-concurrent-requests"', time);
  }
  t.same(policiesOf(limitedBy('key', 'two', {})), { windows: [], concurrency: undefined });
});

t.test('more different limits than are remembered', async (t) => {
  for (let allowed = 1; allowed <= 25_000; allowed++) {
    const { windows } = policiesOf(limitedBy('key', 'one', { requestsPerMinute: allowed }));
    if (windows.length !== 1 || windows[0]?.allowed !== allowed) t.fail(`not ${allowed}`, { windows });
  }
  t.equal(policiesOf(limitedBy('key', 'one', LIMITS)).windows.length, 2);
});

t.test('the headers tell no number that structured fields cannot have', async (t) => {
  const { windows } = policiesOf(limitedBy('key', 'one', { requestsPerMinute: 10, requestsPerDay: 1e16 }));
  const [ofMinute, ofDay] = windows;
  if (ofMinute === undefined || ofDay === undefined) throw new Error('there are two limits');
  const headers = rateLimitHeaders([
    { policy: ofMinute, remaining: -1, resetMs: 1 },
    { policy: ofDay, remaining: 2.5, resetMs: 0 },
  ]);
  t.same(headers, {
    'ratelimit-policy': '"requests-per-minute";q=10;w=60, "requests-per-day";q=999999999999999;w=86400',
    ratelimit: '"requests-per-minute";r=0;t=1, "requests-per-day";r=2;t=0',
  });
});
