import type { Row } from './panel.ts';

const RATE = '[$__rate_interval]';

/** Limits and usage, at the gateways. */
export const limitsRow: Row = {
  title: 'Limits and usage',
  panels: [
    {
      type: 'timeseries',
      title: 'Refused by a limit',
      description: 'failedAuthentications: clients whose tokens are refused again and again.',
      unit: 'reqps',
      queries: [{ expr: `sum by (limit) (rate(keyward_rate_limited_total${RATE}))`, legend: '{{limit}}' }],
    },
    {
      type: 'timeseries',
      title: 'Store of limits',
      description: '1 while a gateway counts alone, because the Valkey fails; calls a second that failed.',
      unit: 'short',
      queries: [
        { expr: 'keyward_limit_store_insured', legend: '{{instance}} alone' },
        { expr: `rate(keyward_limit_store_failures_total${RATE})`, legend: '{{instance}} failures' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Usage that waits',
      description: 'Rows that key-management has not taken yet, and what was lost.',
      unit: 'short',
      queries: [
        { expr: 'keyward_usage_waiting_rows', legend: '{{instance}} waiting' },
        { expr: `sum by (what) (increase(keyward_usage_dropped_total${RATE})) > 0`, legend: 'lost {{what}}' },
      ],
    },
  ],
};
