import { UsageBatch, type UsageDenial } from '@keyward/auth';
import { aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { Value } from 'typebox/value';

import type { CountedRequest } from '../../src/usage/counted-request.ts';
import { createUsageReport } from '../../src/usage/usage-report.ts';
import { createUsageRows } from '../../src/usage/usage-rows.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

function aRequest(overrides: Partial<CountedRequest> = {}): CountedRequest {
  return {
    at: Date.UTC(2026, 0, 1, 12, 30),
    keyId: 'key1',
    workspaceId: 'w',
    flowId: 'f',
    model: null,
    api: null,
    permission: 'flows:execute',
    outcome: 'ok',
    latencyMs: 5,
    bytesIn: 10,
    bytesOut: 20,
    promptTokens: 0,
    completionTokens: 0,
    ip: '192.0.2.1',
    credentialId: null,
    ...overrides,
  };
}

function setUp() {
  let now = 0;
  const report = createUsageReport({ now: () => now, random: () => 0.5 });
  const [denial] = aUsageBatch({ denials: [{}] }).denials;
  return {
    report,
    denied: (overrides: Partial<UsageDenial> = {}) => (denial === undefined ? undefined : { ...denial, ...overrides }),
    advance: (ms: number) => {
      now += ms;
    },
  };
}

t.test('counts are cut about once a minute, and a batch stays the same until it is taken', async (t) => {
  const { report, advance } = setUp();
  report.count(aRequest(), undefined);
  report.count(aRequest({ latencyMs: 9, ip: '192.0.2.2', credentialId: 'c' }), undefined);
  report.count(aRequest({ outcome: 'limited', keyId: 'key2' }), undefined);
  t.same(report.due(), []);
  advance(30_000);
  const first = report.due();
  t.equal(first.length, 1);
  t.ok(first.every((batch) => Value.Check(UsageBatch, batch)));
  t.match(first[0], {
    counts: {
      hour: [1767268800, 1767268800],
      keyId: ['key1', 'key2'],
      requests: [2, 1],
      latencyMsSum: [14, 5],
      latencyMsMax: [9, 5],
    },
    keyUses: { keyId: ['key1'], ip: ['192.0.2.2'] },
    credentialUses: { credentialId: ['c'] },
  });
  report.count(aRequest(), undefined);
  report.sent([]);
  t.same(report.due(), [], 'key-management is left alone for a while');
  advance(120_000);
  t.same(report.due(), first, 'what came later waits for it');
  t.equal(report.waitingRows, 3);
  report.sent(first.map(({ batchId }) => batchId));
  const [second] = report.due();
  t.not(second?.batchId, first[0]?.batchId);
  t.same(second?.counts.requests, [1]);
  report.sent([second?.batchId ?? '']);
  t.same(report.due(), []);
  report.count(aRequest(), undefined);
  report.flush();
  t.equal(report.due().length, 1, 'at a stop at once');
});

t.test('a minute of ten thousand keys takes two polls, none with more than it may hold', async (t) => {
  const { report, advance, denied } = setUp();
  for (let key = 0; key < 12_000; key++) report.count(aRequest({ keyId: `key${key}` }), denied({ keyId: `key${key}` }));
  advance(30_000);
  let rows = 0;
  let polls = 0;
  for (let due = report.due(); due.length > 0; due = report.due()) {
    polls++;
    t.ok(due.length <= 4 && due.every((batch) => Value.Check(UsageBatch, batch)));
    rows += due.reduce((sum, { counts }) => sum + counts.keyId.length, 0);
    report.sent(due.map(({ batchId }) => batchId));
  }
  t.same([rows, polls], [12_000, 2]);
  t.same(report.dropped, { requests: 0, denials: 11_000, batches: 0 });
});

t.test('what nobody has taken for a day is given up', async (t) => {
  const { report, advance } = setUp();
  report.count(aRequest(), undefined);
  advance(30_000);
  const [old] = report.due();
  advance(DAY_MS - 1);
  t.same(report.due(), [old]);
  advance(1);
  report.count(aRequest(), undefined);
  const [fresh] = report.due();
  t.not(fresh?.batchId, old?.batchId);
  t.equal(report.dropped.batches, 1);
});

t.test('denials: some of each kind, and the latest', async (t) => {
  const { report, advance, denied } = setUp();
  for (let at = 0; at < 500; at++)
    report.count(aRequest({ outcome: 'limited' }), denied({ keyId: 'loud', requestId: `${at}` }));
  report.count(aRequest(), denied({ keyId: 'quiet' }));
  advance(30_000);
  const ids = report.due().flatMap(({ denials }) => denials.map(({ keyId }) => keyId));
  t.equal(ids.filter((id) => id === 'loud').length, 20);
  t.ok(ids.includes('quiet'));
});

t.test('rows take no more than so much memory', async (t) => {
  const rows = createUsageRows(3);
  for (let flow = 0; flow < 10; flow++) rows.add(aRequest({ flowId: `f${flow}` }));
  for (let key = 0; key < 10; key++) rows.add(aRequest({ keyId: `key${key}` }));
  rows.add(aRequest({ flowId: 'f1' }));
  t.equal(rows.size, 6);
  const taken = rows.take().map((page) => page.counts());
  const requestsOf = (keyId: string, flowId: string | null) =>
    taken.flatMap((counts) =>
      counts.requests.filter((_, row) => counts.keyId[row] === keyId && counts.flowId[row] === flowId),
    );
  const counted = taken.flatMap(({ requests }) => requests).reduce((sum, requests) => sum + requests, 0);
  t.equal(counted + rows.dropped, 21, 'each is counted, or known to be lost');
  t.same(requestsOf('key1', 'f1'), [2]);
  t.same(requestsOf('key1', null), [8], 'by key and outcome only');
  t.equal(rows.size, 0);
});

t.test('the last use of a key is told once, whatever it was for', async (t) => {
  const rows = createUsageRows();
  const uses = () => rows.take().map((page) => page.keyUses());
  const at = aRequest().at;
  rows.add(aRequest({ at }));
  rows.add(aRequest({ at: at + 1, flowId: 'other', ip: '192.0.2.2' }));
  rows.add(aRequest({ at: at + 2, outcome: 'limited', ip: '192.0.2.3' }));
  rows.add(aRequest({ keyId: 'refused', outcome: 'denied:forbidden' }));
  t.same(uses(), [{ keyId: ['key1'], at: [at + 1], ip: ['192.0.2.2'] }]);
  rows.add(aRequest({ at, flowId: 'other' }));
  rows.add(aRequest({ at: at + 1 }));
  rows.add(aRequest({ at: at + 2, flowId: 'other' }));
  t.same(uses(), [{ keyId: ['key1'], at: [at + 2], ip: ['192.0.2.1'] }]);

  const few = createUsageRows(1);
  for (const flowId of ['a', 'b']) few.add(aRequest({ flowId }));
  few.add(aRequest({ at: at + 9, workspaceId: 'w2' }));
  t.equal(few.dropped, 1);
  t.same(
    few.take().flatMap((page) => page.keyUses().at),
    [at + 9],
    'also where the row had no room',
  );
});
