import type { Row } from './panel.ts';

const RATE = '[$__rate_interval]';
const POLLS = 'route!="/internal/v1/leases/:leaseId/poll"';
const count = (matchers: string) => `http_server_request_duration_seconds_count{job="key-management",${matchers}}`;
const buckets = (matchers: string) => `http_server_request_duration_seconds_bucket{job="key-management",${matchers}}`;

/** What key-management does. */
export const keyManagementRow: Row = {
  title: 'Key-management',
  panels: [
    {
      type: 'timeseries',
      title: 'Requests by route',
      description: 'Without the polls of gateways, which wait for changes.',
      unit: 'reqps',
      queries: [{ expr: `sum by (method, route) (rate(${count(POLLS)}${RATE}))`, legend: '{{method}} {{route}}' }],
      stacked: true,
    },
    {
      type: 'timeseries',
      title: 'Errors by route',
      description: 'Answers with a status of 500 or more.',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (route, status) (rate(${count('status=~"5.."')}${RATE}))`,
          legend: '{{status}} {{route}}',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Durations',
      description: '95 of 100 requests take no longer; revokes wait for the gateways.',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.95, sum by (le) (rate(${buckets('route="/oauth2/introspect"')}${RATE})))`,
          legend: 'introspection',
        },
        { expr: `histogram_quantile(0.95, sum by (le) (rate(${buckets(POLLS)}${RATE})))`, legend: 'all but polls' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Usage taken in',
      description: 'Batches by what became of them, and rows.',
      unit: 'short',
      queries: [
        { expr: `sum by (result) (rate(keyward_usage_batches_total${RATE}))`, legend: 'batches {{result}}' },
        { expr: `sum by (result) (rate(keyward_usage_rows_total${RATE}))`, legend: 'rows {{result}}' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Webhooks',
      description: 'Attempts to tell somebody of an event.',
      unit: 'short',
      queries: [{ expr: `sum by (result) (increase(keyward_webhook_deliveries_total${RATE}))`, legend: '{{result}}' }],
    },
    {
      type: 'timeseries',
      title: 'Open findings',
      description: 'What owners of keys should look at, in the whole installation.',
      unit: 'short',
      queries: [{ expr: 'max by (type) (keyward_findings)', legend: '{{type}}' }],
    },
  ],
};
