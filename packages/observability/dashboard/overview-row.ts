import type { Row } from './panel.ts';

const SERVED = 'http_server_request_duration_seconds_count{job="flow-gateway"';

/** What somebody looks at first. */
export const overviewRow: Row = {
  title: 'At a glance',
  panels: [
    {
      type: 'stat',
      title: 'Alerts',
      description: 'Alerts that are firing; docs/runbook.md says what to do about each.',
      unit: 'short',
      queries: [{ expr: 'count(ALERTS{alertstate="firing"}) or vector(0)', legend: 'firing' }],
      thresholds: { red: 1 },
    },
    {
      type: 'stat',
      title: 'Instances down',
      description: 'Processes that give no metrics.',
      unit: 'short',
      queries: [{ expr: 'count(up{job=~"key-management|flow-gateway"} == 0) or vector(0)', legend: 'down' }],
      thresholds: { red: 1 },
    },
    {
      type: 'stat',
      title: 'Gateways with a lease',
      description: 'Gateway processes, each worker counted, that hold a lease.',
      unit: 'short',
      queries: [{ expr: 'max(keyward_live_gateways)', legend: 'gateways' }],
    },
    {
      type: 'stat',
      title: 'Requests',
      description: 'Requests a second at all gateways.',
      unit: 'reqps',
      queries: [{ expr: `sum(rate(${SERVED}}[5m]))`, legend: 'requests' }],
    },
    {
      type: 'stat',
      title: 'Errors',
      description: 'Share of answers of the gateways with a status of 500 or more.',
      unit: 'percentunit',
      queries: [
        { expr: `sum(rate(${SERVED},status=~"5.."}[5m])) / sum(rate(${SERVED}}[5m])) or vector(0)`, legend: 'errors' },
      ],
      thresholds: { orange: 0.01, red: 0.05 },
    },
    {
      type: 'stat',
      title: 'Revokes wait for',
      description: '95 of 100 revokes of the last hour waited for the gateways no longer than this.',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (le) (rate(keyward_revoke_ack_seconds_bucket[1h])))',
          legend: 'wait',
        },
      ],
      thresholds: { orange: 0.5, red: 1 },
    },
  ],
};
