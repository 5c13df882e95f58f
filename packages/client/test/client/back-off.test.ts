import t from 'tap';
import { pauseBeforeRetry } from '../../src/client/back-off.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const answer = (status: number, retryAfter?: string) => ({
  kind: 'answer' as const,
  response: new Response(null, { status, ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) }),
});
const NONE = { kind: 'no-answer' } as const;

t.test('pauses double up to a bound, between half and the whole of it', async (t) => {
  const pauses = (random: number) => [1, 2, 3, 20].map((attempt) => pauseBeforeRetry(NONE, attempt, NOW, () => random));
  t.same(pauses(1), [200, 400, 800, 10_000]);
  t.same(pauses(0), [100, 200, 400, 5_000]);
});

t.test('only what passes is tried again', async (t) => {
  for (const status of [429, 502, 503, 504]) t.type(pauseBeforeRetry(answer(status), 1, NOW, Math.random), 'number');
  for (const status of [200, 301, 400, 401, 404, 409, 412, 422, 500, 501]) {
    t.equal(pauseBeforeRetry(answer(status), 1, NOW, Math.random), undefined, String(status));
  }
});

t.test('Retry-After counts, in seconds and as a date, and one that is too long is believed', async (t) => {
  t.equal(
    pauseBeforeRetry(answer(503, '3'), 1, NOW, () => 1),
    3_000,
  );
  t.equal(
    pauseBeforeRetry(answer(503, 'Sun, 01 Mar 2026 12:00:05 GMT'), 1, NOW, () => 1),
    5_000,
  );
  t.equal(
    pauseBeforeRetry(answer(503, 'Sun, 01 Mar 2026 11:00:00 GMT'), 1, NOW, () => 1),
    200,
  );
  t.equal(
    pauseBeforeRetry(answer(503, 'soon'), 1, NOW, () => 1),
    200,
  );
  t.equal(
    pauseBeforeRetry(answer(429, '60'), 1, NOW, () => 1),
    undefined,
  );
});
