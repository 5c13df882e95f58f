import { ANY_KEY, ANY_TENANT, ANY_UPSTREAM, createChangeLog, type FeedChange } from '@keyward/auth';
import t from 'tap';

const change = (revision: number, entity: string, entityId: string): FeedChange => ({
  revision,
  entity,
  entityId,
  workspaceId: null,
});

t.test('a log that has not begun knows of nothing', async (t) => {
  const log = createChangeLog();
  t.equal(log.applied, -1);
  t.notOk(log.touchedSince(0, ['key:a']));
});

t.test('a subject is touched after each revision before its last change', async (t) => {
  const log = createChangeLog();
  log.begin(10);
  t.equal(log.applied, 10);
  log.apply([change(11, 'key', 'a'), change(12, 'key', 'b'), change(13, 'key', 'a')], 13);
  t.equal(log.applied, 13);
  for (const revision of [10, 11, 12]) t.ok(log.touchedSince(revision, ['key:a']), `since ${revision}`);
  for (const revision of [13, 14]) t.notOk(log.touchedSince(revision, ['key:a']), `since ${revision}`);
  t.ok(log.touchedSince(11, ['key:b']));
  t.notOk(log.touchedSince(12, ['key:b']));
  t.notOk(log.touchedSince(10, ['key:c', 'workspace:a', 'a']));
  t.ok(log.touchedSince(12, ['key:c', 'key:b', 'key:a']), 'one of many is enough');
  t.notOk(log.touchedSince(10, []));

  log.apply([], 13);
  log.apply([change(14, 'key', 'c')], 14);
  t.ok(log.touchedSince(12, ['key:a']), 'and it is remembered from poll to poll');
});

t.test('what is older than the log reaches counts as touched', async (t) => {
  const log = createChangeLog();
  log.begin(10);
  t.ok(log.touchedSince(9, ['key:never-heard-of']));
  t.ok(log.touchedSince(9, []));
  t.notOk(log.touchedSince(10, ['key:never-heard-of']));

  t.test('also after it began again, higher or lower', async (t) => {
    log.apply([change(11, 'key', 'a')], 11);
    log.begin(20);
    t.equal(log.applied, 20);
    t.ok(log.touchedSince(19, ['key:b']));
    t.notOk(log.touchedSince(20, ['key:a']));
    log.begin(3);
    t.equal(log.applied, 3);
    t.ok(log.touchedSince(2, ['key:b']));
    t.notOk(log.touchedSince(3, ['key:a']), 'what another history told is forgotten');
  });
});

t.test('each kind of change touches what depends on it', async (t) => {
  const touches: [string, string[], string[]][] = [
    ['key', ['key:x', ANY_KEY], ['flow:x', 'workspace:x', ANY_TENANT]],
    ['workspace', ['workspace:x', ANY_KEY, ANY_TENANT], ['key:x', 'organization:x']],
    ['organization', ['organization:x', ANY_KEY, ANY_TENANT], ['key:x', 'workspace:x']],
    ['flow', ['flow:x'], ['key:x', 'upstream:x', ANY_KEY, ANY_TENANT, ANY_UPSTREAM]],
    ['upstream', ['upstream:x', ANY_UPSTREAM], ['key:x', 'flow:x', ANY_KEY, ANY_TENANT]],
    ['gateway', ['gateway:x'], ['key:x', 'upstream:x', ANY_KEY, ANY_TENANT, ANY_UPSTREAM]],
    ['credential', ['credential:x'], ['key:x', 'upstream:x', ANY_KEY, ANY_TENANT, ANY_UPSTREAM]],
  ];
  for (const [entity, touched, others] of touches) {
    const log = createChangeLog();
    log.begin(0);
    log.apply([change(1, entity, 'x')], 1);
    for (const subject of touched) t.ok(log.touchedSince(0, [subject]), `${entity} touches ${subject}`);
    for (const subject of others) t.notOk(log.touchedSince(0, [subject]), `${entity} leaves ${subject}`);
  }
});

t.test('a change of a kind that nobody knows touches all that was before it', async (t) => {
  for (const entity of ['moon', '', 'Key', 'keys', '__proto__', 'constructor']) {
    const log = createChangeLog();
    log.begin(0);
    log.apply([change(1, 'key', 'a'), change(2, entity, 'x'), change(3, 'key', 'b')], 3);
    for (const revision of [0, 1]) t.ok(log.touchedSince(revision, ['flow:anything']), entity);
    t.notOk(log.touchedSince(2, ['key:a']));
    t.ok(log.touchedSince(2, ['key:b']), 'what comes after it is known again');
  }
});

t.test('memory is bounded: a log that grew too long forgets, and says touched', async (t) => {
  const log = createChangeLog(100);
  log.begin(0);
  let revision = 0;
  const touch = (entityId: string) => log.apply([change(++revision, 'key', entityId)], revision);
  for (let index = 0; index < 99; index++) touch(`${index}`);
  t.notOk(log.touchedSince(0, ['key:other']), '99 keys and the one subject of all of them');
  for (let again = 0; again < 1000; again++) touch('7');
  t.notOk(log.touchedSince(0, ['key:other']), 'one key that changes often takes no more room');
  touch('one too many');
  t.ok(log.touchedSince(revision - 1, ['key:other']));
  t.notOk(log.touchedSince(revision, ['key:one too many']));
  touch('next');
  t.notOk(log.touchedSince(revision - 1, ['key:other']));
  t.ok(log.touchedSince(revision - 1, ['key:next']));
});
