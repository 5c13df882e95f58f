import { AggregatorRegistry, Histogram, Registry } from 'prom-client';
import t from 'tap';

import { CountedHistogram } from '../../src/metrics/counted-histogram.ts';

const CONFIGURATION = {
  name: 'duration_seconds',
  help: 'How long it took.',
  labelNames: ['route', 'status'] as const,
  buckets: [0.005, 0.01, 2.5],
};
const OBSERVED = [
  { labels: { route: '/a', status: 200 }, values: [0, 0.005, 0.0051, 0.01, 2, 2.5, 2.6, 100] },
  { labels: { route: '/a', status: 404 }, values: [0.001] },
  { labels: { route: 'a "quoted" one', status: 200 }, values: [0.1, 0.2] },
];

/** The same observations, by prom-client's own histogram and by the counted one. */
function registries(): { own: Registry; counted: Registry } {
  const own = new Registry();
  const counted = new Registry();
  const histogram = new Histogram({ ...CONFIGURATION, registers: [own] });
  const countedHistogram = new CountedHistogram({ ...CONFIGURATION, registers: [counted] });
  for (const { labels, values } of OBSERVED) {
    const series = countedHistogram.addSeries(labels);
    for (const value of values) {
      histogram.observe(labels, value);
      series.observe(value);
    }
  }
  return { own, counted };
}

t.test('exports what prom-client exports', async (t) => {
  const { own, counted } = registries();
  const text = await own.metrics();
  t.match(text, 'duration_seconds_bucket{le="2.5",route="/a",status="200"} 6');
  t.equal(await counted.metrics(), text);
});

t.test('also what the primary adds up', async (t) => {
  const { own, counted } = registries();
  const [sumOfOwn, sumOfCounted] = await Promise.all(
    [own, counted].map(async (registry) => {
      const worker = await registry.getMetricsAsJSON();
      return await AggregatorRegistry.aggregate([worker, worker]).metrics();
    }),
  );
  t.match(sumOfOwn, 'duration_seconds_count{route="/a",status="404"} 2');
  t.equal(sumOfCounted, sumOfOwn);
});

t.test('nothing is told before the first observation', async (t) => {
  const registry = new Registry();
  new CountedHistogram({ ...CONFIGURATION, registers: [registry] });
  t.notMatch(await registry.metrics(), /^duration/m);
});
