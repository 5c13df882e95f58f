import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@keyward/standalone/src/processes/free-port.ts';
import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import { eventually } from '@keyward/standalone/test/fixtures/cluster/eventually.ts';
import t from 'tap';

import { type ExportedMetrics, readExported } from './fixtures/exported-metrics.ts';
import { parseQuery } from './fixtures/promql.ts';
import { PACKAGE, readQueries } from './fixtures/queries.ts';

t.setTimeout(120_000);

/** What Prometheus itself adds to every sample. */
const ADDED = ['job', 'instance'];
/** What Prometheus itself makes. */
const MADE = new Map([
  ['up', new Set(ADDED)],
  ['ALERTS', new Set([...ADDED, 'alertname', 'alertstate', 'severity'])],
]);

/** The metrics of both services as they run, after some traffic. With a Valkey that is away: its metrics are there. */
async function startAndScrape(): Promise<Record<'key-management' | 'flow-gateway', ExportedMetrics>> {
  const [keyManagementPort, gatewayPort] = [await findFreePort(), await findFreePort()];
  const cluster = await startCluster(t, {
    replicas: 1,
    keyManagement: { METRICS_PORT: String(keyManagementPort) },
    gateways: [{ METRICS_PORT: String(gatewayPort), VALKEY_URL: 'redis://127.0.0.1:1' }],
  });
  const { id, token } = await cluster.createKey();
  await cluster.call(0, token);
  await cluster.revoke(0, id);
  const scrape = async (port: number) => readExported(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
  // A poll is counted when it has been answered.
  const route = (metrics: ExportedMetrics) => metrics.get('http_server_request_duration_seconds')?.labels.get('route');
  await eventually(async () => {
    return route(await scrape(keyManagementPort))?.has('/internal/v1/leases/:leaseId/poll') === true;
  }, 20_000);
  return { 'key-management': await scrape(keyManagementPort), 'flow-gateway': await scrape(gatewayPort) };
}

const exported = await startAndScrape();
const jobs = Object.keys(exported);

/** The metric that a selector means: of a histogram or summary also its parts. */
function find(metrics: ExportedMetrics, name: string) {
  const whole = metrics.get(name);
  if (whole !== undefined) return whole;
  const [, base = '', part] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
  const found = metrics.get(base);
  return found?.type === 'histogram' || (found?.type === 'summary' && part !== 'bucket') ? found : undefined;
}

t.test('alerts and dashboard ask for nothing but what the processes export', async (t) => {
  for (const { where, query, legend } of await readQueries()) {
    const { selectors, grouping } = parseQuery(query.replaceAll('$__rate_interval', '5m'));
    t.ok(selectors.length > 0, where);
    const known = new Set(ADDED);
    for (const { metric, matchers } of selectors) {
      const made = MADE.get(metric);
      const named = matchers.find(({ label }) => label === 'job')?.values ?? jobs;
      for (const job of named) t.ok(jobs.includes(job), `${where}: there is a job ${job}`);
      const found = Object.entries(exported).flatMap(([job, metrics]) =>
        named.includes(job) ? (find(metrics, metric) ?? []) : [],
      );
      if (made === undefined) t.ok(found.length > 0, `${where}: ${metric} is exported`);
      for (const label of [...(made ?? []), ...found.flatMap(({ labels }) => [...labels.keys()])]) known.add(label);
      for (const { label, values } of matchers) {
        t.ok(known.has(label), `${where}: ${metric} has the label ${label}`);
        if (made !== undefined || ADDED.includes(label)) continue;
        const seen = found.flatMap(({ labels }) => [...(labels.get(label) ?? [])]);
        // Which statuses there are, no run shows.
        for (const value of values) {
          const isKnown = label === 'status' ? /^[1-5](\d\d|\.\.)$/.test(value) : seen.includes(value);
          t.ok(isKnown, `${where}: ${label} of ${metric} may be ${value}`);
        }
      }
    }
    const shown = [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
    for (const label of [...grouping, ...shown]) t.ok(known.has(label), `${where}: there is a label ${label}`);
    if (grouping.length > 0 && !query.includes('group_left')) {
      for (const label of shown) t.ok(grouping.includes(label), `${where}: ${label} is not summed away`);
    }
  }
});

t.test('the README tells of every metric with its labels, and of no other', async (t) => {
  const readme = await readFile(join(PACKAGE, '../../README.md'), 'utf8');
  const rows = readme.matchAll(/^\| ((?:`\w+(?:\{[\w,]+\})?`(?:, )?)+) \| (both|key-management|flow-gateway) \|/gm);
  const told = new Map<string, string[]>();
  for (const [, names = '', service = ''] of rows) {
    for (const [, name = '', labels = ''] of names.matchAll(/`([a-z]\w+)(?:\{([\w,]+)\})?`/g)) {
      for (const job of service === 'both' ? jobs : [service]) told.set(`${job} ${name}`, labels.split(',').sort());
    }
  }
  const ofNode = /^(process|nodejs)_/;
  const real = Object.entries(exported).flatMap(([job, metrics]) =>
    [...metrics].flatMap(([name, { labels }]) => {
      const own = [...labels.keys()].filter((label) => label !== 'le').sort();
      return ofNode.test(name) ? [] : ([[`${job} ${name}`, own.length === 0 ? [''] : own]] as const);
    }),
  );
  t.ok(real.length > 25);
  t.same(Object.fromEntries(told), Object.fromEntries(real));
});
