import type { Row } from './panel.ts';

const RATE = '[$__rate_interval]';
const OURS = '{job=~"key-management|flow-gateway"}';

/** The row about the processes themselves. */
export const processRow: Row = {
  title: 'Processes',
  panels: [
    {
      type: 'timeseries',
      title: 'Event loop lag',
      description: '99 of 100 turns wait no longer; of several workers the mean.',
      unit: 's',
      queries: [{ expr: `nodejs_eventloop_lag_p99_seconds${OURS}`, legend: '{{job}} {{instance}}' }],
      thresholds: { red: 0.25 },
    },
    {
      type: 'timeseries',
      title: 'Processors',
      description: 'How many are kept busy.',
      unit: 'short',
      queries: [{ expr: `rate(process_cpu_seconds_total${OURS}${RATE})`, legend: '{{job}} {{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Memory',
      description: 'Resident, and the part of it that the heap uses.',
      unit: 'bytes',
      queries: [
        { expr: `process_resident_memory_bytes${OURS}`, legend: '{{job}} {{instance}}' },
        { expr: `nodejs_heap_size_used_bytes${OURS}`, legend: '{{job}} {{instance}} heap' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Garbage collection',
      description: 'Share of the time.',
      unit: 'percentunit',
      queries: [
        {
          expr: `sum by (job, instance) (rate(nodejs_gc_duration_seconds_sum${OURS}${RATE}))`,
          legend: '{{job}} {{instance}}',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Open files',
      description: 'Connections among them.',
      unit: 'short',
      queries: [{ expr: `process_open_fds${OURS}`, legend: '{{job}} {{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Running for',
      description: 'Since the process began; a drop is a restart.',
      unit: 's',
      queries: [{ expr: `time() - process_start_time_seconds${OURS}`, legend: '{{job}} {{instance}}' }],
    },
  ],
};
