import type { Bench } from '../bench.ts';
import type { Section } from '../report.ts';
import { RIVALS } from '../rivals/index.ts';
import { measureBodies } from './bodies.ts';
import { measureColdStart } from './cold-start.ts';
import { measureDistinctKeys } from './distinct-keys.ts';
import { measureEventStreams } from './event-streams.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { measureThroughput } from './throughput.ts';
import { measureWorkers } from './workers.ts';

/** Each part of the bench by its name; `rivals` names those that are wanted, all of them when left out. */
export const PARTS: Readonly<Record<string, (bench: Bench, rivals?: readonly string[]) => Promise<Section>>> = {
  throughput: (bench, rivals) =>
    measureThroughput(
      bench,
      RIVALS.filter(({ name }) => rivals === undefined || rivals.includes(name)),
    ),
  latency: (bench) => measureLatency(bench),
  bodies: (bench) => measureBodies(bench),
  'event-streams': (bench) => measureEventStreams(bench),
  'distinct-keys': (bench) => measureDistinctKeys(bench),
  memory: (bench) => measureMemory(bench),
  'cold-start': (bench) => measureColdStart(bench),
  workers: measureWorkers,
};
