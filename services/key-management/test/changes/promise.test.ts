import fc from 'fast-check';
import t from 'tap';
import { type Cut, createWorld, type Fault, MORTAL_KEYS, type Rule, type World } from '../fixtures/feed-world/world.ts';

// The promise of the change feed, tried in random interleavings of everything that can happen to it. A longer search:
// MODEL_RUNS=100000 MODEL_SEED=$RANDOM npm test -- services/key-management/test/changes/promise.test.ts
const RUNS = Number(process.env.MODEL_RUNS ?? 150);
const SEED = Number(process.env.MODEL_SEED ?? 2026);

type Action = (world: World) => void | Promise<void>;

const either = fc.integer({ min: 0, max: 1 });
const key = fc.constantFrom(...MORTAL_KEYS);
const act =
  <A extends unknown[]>(name: string, run: (world: World, ...args: A) => void | Promise<void>) =>
  (...args: A) =>
    Object.assign((world: World) => run(world, ...args), { toString: () => `${name}(${args.join(', ')})` });

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 1, max: 12 }).map(act('step', steps)) },
  {
    weight: 12,
    arbitrary: fc
      .tuple(either, key)
      .map((a) => act('call', (world, at: number, name: string) => world.call(at, name))(...a)),
  },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 400 }).map(act('advance', (world, ms) => world.advance(ms))) },
  { weight: 4, arbitrary: fc.integer({ min: 3_000, max: 12_000 }).map(act('wait', pass)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(either, key, fc.constantFrom('revoke' as const, 'narrow' as const))
      .map((a) =>
        act('takeAway', (world, at: number, name: string, how: 'revoke' | 'narrow') => world.takeAway(at, name, how))(
          ...a,
        ),
      ),
  },
  { weight: 2, arbitrary: either.map(act('touch', (world, at) => world.touch(at))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(either, fc.constantFrom('stop' as const, 'pause' as const))
      .map((a) => act('freeze', (world, at: number, how: 'stop' | 'pause') => world.freeze(at, how))(...a)),
  },
  { weight: 3, arbitrary: either.map(act('thaw', (world, at) => world.thaw(at))) },
  { weight: 1, arbitrary: either.map(act('restartGateway', (world, at) => world.restartGateway(at))) },
  { weight: 1, arbitrary: either.map(act('restartReplica', (world, at) => world.restartReplica(at))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(either, fc.constantFrom<Cut[]>('nothing', 'requests', 'answers', 'everything'))
      .map((a) => act('cut', (world, at: number, what: Cut) => world.cut(at, what))(...a)),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Fault[]>('lose-request', 'lose-answer', 'duplicate')
      .map(act('fault', (world, fault) => world.fault(fault))),
  },
  { weight: 1, arbitrary: fc.constant(null).map(act('loseNotify', (world) => world.loseNotify())) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(either, fc.constantFrom(-3_600_000, 3_600_000))
      .map((a) => act('jump', (world, at: number, ms: number) => world.jump(at, ms))(...a)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(either, key, fc.integer({ min: 9_000, max: 11_000 }), fc.constantFrom<Cut[]>('answers', 'everything'))
      .map((a) => act('cutOffAndRevoke', cutOffAndRevoke)(...a)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(either, key, fc.integer({ min: 1, max: 30 })).map((a) => act('race', race)(...a)),
  },
  { weight: 1, arbitrary: fc.constant(null).map(act('newEpoch', (world) => world.newEpoch())) },
);

/** What a clock that runs slow at the gateway needs to do harm: a call at the very end of a lease that is cut off. */
async function cutOffAndRevoke(world: World, gateway: number, name: string, ms: number, what: Cut): Promise<void> {
  world.call(gateway, name);
  await steps(world, 30);
  world.cut(gateway, what);
  world.takeAway(1 - gateway, name, 'revoke');
  await pass(world, ms);
  world.call(gateway, name);
  await steps(world, 10);
}

/** Two writers at once, while a gateway asks for the key that one of them ends. */
async function race(world: World, gateway: number, name: string, count: number): Promise<void> {
  world.touch(0);
  world.takeAway(1, name, 'revoke');
  world.touch(1);
  world.call(gateway, name);
  await steps(world, count);
  world.call(gateway, name);
}

async function steps(world: World, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await world.step();
}

/** Time in which everything that can happen does happen. */
async function pass(world: World, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await steps(world, 8);
    await world.advance(250);
  }
}

const seen = { accepted: 0 };

const promiseHolds = (without?: Rule) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(actions, { minLength: 20, maxLength: 120, size: 'max' }),
    async (scheduler, script) => {
      const world = await createWorld(scheduler, without);
      try {
        for (const action of script) {
          await action(world);
          if (world.violations.length > 0) break;
        }
        if (without === undefined) await world.heal();
        seen.accepted += world.accepted;
        if (world.violations.length > 0) throw new Error(world.violations.join('; '));
      } finally {
        world.stop();
      }
    },
  );

t.test(
  'no request that starts after a revoke returned is accepted, and no acknowledged revoke leaves a stream',
  async (t) => {
    const result = await fc.check(promiseHolds(), {
      numRuns: RUNS,
      seed: SEED,
      endOnFailure: true,
      path: process.env.MODEL_PATH ?? '',
    });
    t.notOk(result.failed, story(result));
    t.ok(seen.accepted > RUNS, `${seen.accepted} requests were let through on the way`);
  },
);

const rules: Rule[] = [
  'row-lock',
  'margin',
  'revision-guard',
  'wait',
  'wall-clock',
  'monotonic-clock',
  'dispatch-check',
];
for (const rule of rules) {
  t.test(`the search finds what breaks without the ${rule}`, async (t) => {
    const result = await fc.check(promiseHolds(rule), { numRuns: 3_000, seed: SEED, endOnFailure: true });
    t.ok(result.failed, `found after ${result.numRuns} runs`);
    t.match(result.errorInstance, /after its end had returned|outlived/);
  });
}

/** What went wrong, the seed and path to repeat it by, and what was done; not the scheduler's whole history. */
function story(result: fc.RunDetails<[fc.Scheduler, Action[]]>): string {
  if (!result.failed) return 'holds';
  const [, script] = result.counterexample ?? [];
  return `${String(result.errorInstance)} (seed ${result.seed}, path ${result.counterexamplePath}): ${script?.join(' ')}`;
}
