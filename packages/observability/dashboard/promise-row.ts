import type { Row } from './panel.ts';

const RATE = '[$__rate_interval]';

/** Leases, the change feed, and what waits for them. */
export const promiseRow: Row = {
  title: 'The promise: cached, and revoked at once',
  panels: [
    {
      type: 'timeseries',
      title: 'Lease left',
      description: 'For how long cached answers may be used; 0 without a lease.',
      unit: 's',
      queries: [{ expr: 'keyward_lease_remaining_seconds', legend: '{{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Feed lag',
      description: 'Since the change feed last told something; below a third of LEASE_TTL_MS all is well.',
      unit: 's',
      queries: [{ expr: 'keyward_feed_lag_seconds', legend: '{{instance}}' }],
      thresholds: { red: 5 },
    },
    {
      type: 'timeseries',
      title: 'Changes behind',
      description: 'How many changes a gateway has not applied that a replica of key-management has read.',
      unit: 'short',
      queries: [
        {
          expr: 'clamp_min(scalar(max(keyward_feed_revision)) - keyward_feed_applied_revision, 0)',
          legend: '{{instance}}',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Revokes wait for',
      description: 'How long answers to changes that take a right away waited for the gateways.',
      unit: 's',
      queries: [0.5, 0.95, 0.99].map((quantile) => ({
        expr: `histogram_quantile(${quantile}, sum by (le) (rate(keyward_revoke_ack_seconds_bucket${RATE})))`,
        legend: `${quantile * 100} %`,
      })),
    },
    {
      type: 'timeseries',
      title: 'Leases lapsed',
      description: 'Gateways that fell silent: each delayed the revokes of that moment.',
      unit: 'short',
      queries: [{ expr: `sum by (instance) (increase(keyward_leases_lapsed_total${RATE}))`, legend: '{{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Requests ended under way',
      description: 'Streams that were cut, because their key was revoked or expired.',
      unit: 'short',
      queries: [{ expr: `sum by (reason) (increase(keyward_requests_ended_total${RATE}))`, legend: '{{reason}}' }],
    },
  ],
};
