import { setImmediate as turn } from 'node:timers/promises';
import { createRunningRequests, type FeedChange, type RunningRequest } from '@keyward/auth';
import t from 'tap';
import { createManualClock } from '../fixtures/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  const running = createRunningRequests(clock);
  const ended: string[] = [];
  const judged: string[] = [];
  /** A request that depends on the key and the workspace of its name, and is let through unless told otherwise. */
  const start = (name: string, overrides: Partial<RunningRequest> = {}): RunningRequest => {
    const request = {
      place: -1,
      subjects: [`key:${name}`, 'workspace:w'],
      expiresAt: null,
      judge: async () => {
        judged.push(name);
        return !name.startsWith('revoked');
      },
      end: () => ended.push(name),
      ...overrides,
    };
    running.add(request);
    return request;
  };
  return { clock, running, ended, judged, start };
}

let revision = 0;
const change = (entity: string, entityId: string): FeedChange => ({
  revision: ++revision,
  entity,
  entityId,
  workspaceId: null,
});

t.test('changes', async (t) => {
  t.test('what a change touches is judged anew, and ended where it would not be let through now', async (t) => {
    const { running, ended, judged, start } = setUp();
    for (const name of ['a', 'revoked', 'b', 'revoked-too']) start(name);
    start('revoked', { subjects: ['key:revoked'], end: () => ended.push('its other request') });
    await running.applied([change('key', 'a'), change('key', 'revoked'), change('flow', 'b')]);
    t.strictSame(judged.sort(), ['a', 'revoked', 'revoked']);
    t.strictSame(ended.sort(), ['its other request', 'revoked']);
    t.equal(running.size, 3);
  });

  t.test('a workspace takes all its requests along', async (t) => {
    const { running, ended, judged, start } = setUp();
    for (const name of ['a', 'revoked-1', 'revoked-2']) start(name);
    start('revoked-elsewhere', { subjects: ['workspace:v'] });
    await running.applied([change('workspace', 'w')]);
    t.strictSame(judged.sort(), ['a', 'revoked-1', 'revoked-2']);
    t.strictSame(ended.sort(), ['revoked-1', 'revoked-2']);
  });

  t.test('a change of an unknown kind, or changes that were missed, have all of them judged', async (t) => {
    for (const how of ['unknown', 'missed']) {
      const { running, ended, judged, start } = setUp();
      for (const name of ['a', 'revoked', 'b']) start(name);
      await (how === 'missed' ? running.missed() : running.applied([change('key', 'c'), change('moon', 'x')]));
      t.strictSame(judged.sort(), ['a', 'b', 'revoked'], how);
      t.strictSame(ended, ['revoked']);
    }
  });

  t.test('no change, or one that touches nothing, judges nobody', async (t) => {
    const { running, judged, start } = setUp();
    start('revoked');
    await running.applied([]);
    await running.applied([change('key', 'c'), change('flow', 'revoked'), change('key', 'revoked:w')]);
    t.strictSame(judged, []);
  });

  t.test('where nobody can tell, it ends', async (t) => {
    const { running, ended, start } = setUp();
    start('a', { judge: () => Promise.reject(new Error('key-management is away')) });
    start('b');
    await running.missed();
    t.strictSame(ended, ['a']);
  });

  t.test('the feed waits until all is ended', async (t) => {
    const { running, ended, start } = setUp();
    const verdict = Promise.withResolvers<boolean>();
    start('a', { judge: () => verdict.promise });
    start('revoked');
    let acted = false;
    const acting = running.applied([change('workspace', 'w')]).then(() => {
      acted = true;
    });
    await turn();
    t.strictSame([acted, ended], [false, ['revoked']], 'a slow verdict holds no other one up');
    verdict.resolve(false);
    await acting;
    t.strictSame(ended, ['revoked', 'a']);
  });

  t.test('a request that failed to end is not taken for ended', async (t) => {
    const { running, start } = setUp();
    start('revoked', {
      end() {
        throw new Error('stuck');
      },
    });
    await t.rejects(running.applied([change('key', 'revoked')]), /stuck/);
  });
});

t.test('a request is ended once, and not after it is over', async (t) => {
  const { clock, running, ended, start } = setUp();
  const expiresAt = clock.now().wall + 500;
  const over = start('revoked-over', { expiresAt });
  start('revoked', { expiresAt });
  running.delete(over);
  running.delete(over);
  t.equal(running.size, 1);
  await Promise.all([running.missed(), running.applied([change('key', 'revoked')]), running.missed()]);
  await running.missed();
  await clock.advance(2_000);
  t.strictSame(ended, ['revoked']);
  t.equal(running.size, 0);

  t.test('also when it ends by itself while it is judged', async (t) => {
    const verdict = Promise.withResolvers<boolean>();
    const request = start('b', { judge: () => verdict.promise });
    const acting = running.missed();
    running.delete(request);
    verdict.resolve(false);
    await acting;
    t.strictSame(ended, ['revoked']);
  });
});

t.test("a key's end", async (t) => {
  t.test('ends its requests at that moment', async (t) => {
    const { clock, running, ended, judged, start } = setUp();
    const now = clock.now().wall;
    start('never');
    start('soon', { expiresAt: now + 700 });
    start('late', { expiresAt: now + 5_000 });
    await clock.advance(699);
    t.strictSame(ended, []);
    await clock.advance(1);
    t.strictSame(ended, ['soon']);
    await clock.advance(4_299);
    t.strictSame(ended, ['soon']);
    await clock.advance(1);
    t.strictSame(ended, ['soon', 'late']);
    t.equal(running.size, 1);
    t.strictSame(judged, [], 'without a question');
  });

  t.test('that is past already ends them at once', async (t) => {
    const { clock, ended, start } = setUp();
    start('past', { expiresAt: clock.now().wall });
    t.strictSame(ended, ['past']);
  });

  t.test('is watched for when another request sleeps longer, and when none was left', async (t) => {
    const { clock, ended, start } = setUp();
    start('in a year', { expiresAt: clock.now().wall + 31_536_000_000 });
    await clock.advance(10_000);
    await clock.advance(1);
    start('soon', { expiresAt: clock.now().wall + 20 });
    start('sooner', { expiresAt: clock.now().wall + 10 });
    await clock.advance(9);
    t.strictSame(ended, []);
    await clock.advance(1);
    t.strictSame(ended, ['sooner']);
    await clock.advance(10);
    t.strictSame(ended, ['sooner', 'soon']);
    t.equal(clock.timers.length, 1, 'one for all of them');
    const alone = setUp();
    for (const name of ['first', 'second']) {
      alone.start(name, { expiresAt: alone.clock.now().wall + 100 });
      await alone.clock.advance(5_000);
    }
    t.strictSame(alone.ended, ['first', 'second']);
  });

  t.test('holds within a second when the wall clock is set forward, or the machine was paused', async (t) => {
    for (const how of ['setWallClock', 'pause'] as const) {
      const { clock, ended, start } = setUp();
      start('in an hour', { expiresAt: clock.now().wall + 3_600_000 });
      await clock.advance(2_500);
      clock[how](3_600_000);
      await clock.advance(1_000);
      t.strictSame(ended, ['in an hour'], how);
    }
  });

  t.test('is not brought forward when the wall clock is set back', async (t) => {
    const { clock, ended, start } = setUp();
    start('soon', { expiresAt: clock.now().wall + 1_000 });
    clock.setWallClock(-60_000);
    await clock.advance(60_999);
    t.strictSame(ended, []);
    await clock.advance(1);
    t.strictSame(ended, ['soon']);
  });

  t.test('leaves no timer behind when there is nothing to watch for', async (t) => {
    const { clock, running, start } = setUp();
    start('never');
    t.strictSame(clock.timers, []);
    const request = start('later', { expiresAt: clock.now().wall + 3_600_000 });
    for (let other = 0; other < 10; other++) start('later too', { expiresAt: clock.now().wall + 60_000 });
    t.equal(clock.timers.length, 1, 'one for all of them');
    await clock.advance(70_000);
    running.delete(request);
    await clock.advance(1_000);
    t.strictSame(clock.timers, []);
  });
});
