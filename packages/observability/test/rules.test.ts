import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';

import { dashboard } from '../dashboard/dashboard.ts';
import { PACKAGE, readAlerts, readDashboard, readQueries } from './fixtures/queries.ts';

const ROOT = join(PACKAGE, '../..');
const RUNBOOK = 'packages/observability/docs/runbook.md';

const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: PACKAGE, encoding: 'utf8' });
const skip = promtool('--version').status === 0 ? false : 'promtool is not installed (Debian: prometheus)';

t.test('Prometheus takes the configuration and the rules', { skip }, async (t) => {
  const checked = promtool('check', 'config', 'prometheus/prometheus.yml');
  t.equal(checked.status, 0, checked.stdout + checked.stderr);
  t.match(checked.stdout, /\d\d rules found/);
});

t.test('Prometheus takes the queries of the dashboard', { skip }, async (t) => {
  const rules = (await readQueries()).map(({ query }, at) => ({
    record: `query_${at}`,
    expr: query.replaceAll('$__rate_interval', '5m'),
  }));
  const folder = t.testdir({ 'rules.yml': JSON.stringify({ groups: [{ name: 'dashboard', rules }] }) });
  const checked = promtool('check', 'rules', `${folder}/rules.yml`);
  t.equal(checked.status, 0, checked.stdout + checked.stderr);
});

t.test('the alerts fire when they should, and only then', { skip }, async (t) => {
  const tested = promtool('test', 'rules', 'test/alerts.yml');
  t.equal(tested.status, 0, tested.stdout + tested.stderr);
});

t.test('every alert is tested, and has an entry in the runbook', async (t) => {
  const alerts = await readAlerts();
  const names = alerts.map(({ alert }) => alert).sort();
  t.equal(new Set(names).size, names.length);
  const tests = await readFile(join(PACKAGE, 'test/alerts.yml'), 'utf8');
  const entries = [...(await readFile(join(ROOT, RUNBOOK), 'utf8')).matchAll(/^## (.+)\n\n\S/gm)].map(
    ([, name]) => name,
  );
  t.same([...entries].sort(), names, 'and the runbook has no other');
  for (const { alert, annotations } of alerts) {
    t.match(tests, new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:\\n`), `${alert} is seen to fire`);
    t.equal(annotations.runbook, `${RUNBOOK}#${alert.toLowerCase()}`);
  }
});

t.test('the runbook refers to entries that it has', async (t) => {
  const runbook = await readFile(join(ROOT, RUNBOOK), 'utf8');
  for (const [, name, anchor] of runbook.matchAll(/\[(\w+)\]\(#(\w+)\)/g)) {
    t.equal(anchor, name?.toLowerCase());
    t.match(runbook, `\n## ${name}\n`);
  }
});

t.test('the dashboard is the one that its sources make', async (t) => {
  t.same(await readDashboard(), dashboard(), 'else run: pnpm --filter @keyward/observability generate-dashboard');
});

t.test('what Prometheus scrapes is what the compose file runs', async (t) => {
  const Compose = Type.Object({
    services: Type.Record(
      Type.String(),
      Type.Object({
        image: Type.Optional(Type.String()),
        environment: Type.Optional(Type.Record(Type.String(), Type.String())),
        networks: Type.Optional(Type.Unknown()),
      }),
    ),
  });
  const Scraping = Type.Object({
    scrape_configs: Type.Array(
      Type.Object({
        job_name: Type.String(),
        static_configs: Type.Array(Type.Object({ targets: Type.Array(Type.String()) })),
      }),
    ),
  });
  const read = async (path: string) => parse(await readFile(path, 'utf8'), { merge: true });
  const { services } = Value.Parse(Compose, await read(join(ROOT, 'docker-compose.yml')));
  const { scrape_configs } = Value.Parse(Scraping, await read(join(PACKAGE, 'prometheus/prometheus.yml')));
  const networksOf = (name: string): string[] => {
    const networks = services[name]?.networks;
    return Array.isArray(networks) ? networks : Object.keys(networks ?? {});
  };
  for (const { job_name, static_configs } of scrape_configs) {
    const running = Object.keys(services).filter((name) => new RegExp(`^${job_name}-\\d$`).test(name));
    const port = (name: string) => services[name]?.environment?.METRICS_PORT;
    const expected = running.map((name) => `${name}:${port(name)}`).sort();
    t.same(static_configs.flatMap(({ targets }) => targets).sort(), expected, job_name);
    for (const name of running) {
      t.ok(
        networksOf(name).some((network) => networksOf('prometheus').includes(network)),
        `${name} can be reached`,
      );
    }
  }
});
