import { newId } from '@keyward/auth';
import type { Redis } from 'ioredis';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

import type { Concurrency, OwnConcurrency, Places } from './concurrency.ts';
import type { Insurance } from './insurance.ts';
import { type Limited, subjectOf } from './limited.ts';
import { tooManyAtOnce } from './rate-limited.ts';

/** How long the place of a request counts whose gateway has fallen silent, in milliseconds. */
const PLACE_MS = 30_000;
const PREFIX = 'keyward:limits:concurrentRequests:';

/** By the store's clock, so that those of the gateways need not agree. */
const NOW = `local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** Takes a place in every set, or in none. Answers which one is full, 0 for none, and how many are in each then. */
const ENTER = `${NOW}
local answer = {0}
for at, key in ipairs(KEYS) do
  redis.call('zremrangebyscore', key, '-inf', now)
  answer[at + 1] = redis.call('zcard', key) + 1
  if answer[at + 1] > tonumber(ARGV[at + 2]) then return {at} end
end
for at, key in ipairs(KEYS) do
  redis.call('zadd', key, now + ARGV[2], ARGV[1])
  redis.call('pexpire', key, ARGV[2])
end
return answer`;

const RENEW = `${NOW}
for at, key in ipairs(KEYS) do
  redis.call('zadd', key, 'XX', now + ARGV[2], ARGV[1])
  redis.call('pexpire', key, ARGV[2])
end`;

const Answer = Type.Array(Type.Integer());

/** Counts the requests under way of all processes that share a Valkey; `own` counts those of this process. */
export function createValkeyConcurrency(
  client: Redis,
  own: OwnConcurrency,
  insurance: Insurance,
): Concurrency & { close(): void } {
  /** What is held in the store, by the request. */
  const held = new Map<string, readonly string[]>();
  const renewal = setInterval(() => {
    for (const [place, keys] of held) client.eval(RENEW, keys.length, ...keys, place, PLACE_MS).catch(() => undefined);
  }, PLACE_MS / 3).unref();

  async function enterShared(bounded: readonly Limited[], place: string): Promise<readonly number[]> {
    const keys = bounded.map((limited) => PREFIX + subjectOf(limited));
    const allowed = bounded.map(({ limits }) => limits.concurrentRequests ?? 0);
    held.set(place, keys);
    return Value.Parse(Answer, await client.eval(ENTER, keys.length, ...keys, place, PLACE_MS, ...allowed));
  }

  function leaveShared(place: string): void {
    const keys = held.get(place) ?? [];
    held.delete(place);
    for (const key of keys) client.zrem(key, place).catch(() => undefined);
  }

  async function share(limited: readonly Limited[], bounded: readonly Limited[], mine: Places): Promise<Places> {
    const place = newId();
    const leave = () => {
      mine.leave();
      leaveShared(place);
    };
    const [full = 0, ...together] = await insurance.run(
      () => enterShared(bounded, place),
      // An answer that comes late may have taken the place all the same: it is held, and given back at the end.
      () => [],
    );
    const fullOne = bounded[full - 1];
    if (fullOne !== undefined) {
      leave();
      throw tooManyAtOnce(fullOne);
    }
    const underWay = limited.map((one, at) => together[bounded.indexOf(one)] ?? mine.underWay[at] ?? 1);
    return { underWay, leave };
  }

  return {
    enter(limited) {
      const mine = own.enter(limited);
      const bounded = limited.filter(({ limits }) => limits.concurrentRequests !== undefined);
      return bounded.length === 0 ? mine : share(limited, bounded, mine);
    },
    close: () => clearInterval(renewal),
  };
}
