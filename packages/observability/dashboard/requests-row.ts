import type { Row } from './panel.ts';

const RATE = '[$__rate_interval]';
const BUCKETS = 'http_server_request_duration_seconds_bucket{job="flow-gateway"}';
const COUNT = 'http_server_request_duration_seconds_count{job="flow-gateway"}';

/** What becomes of requests at the gateways. */
export const requestsRow: Row = {
  title: 'Requests at the gateways',
  panels: [
    {
      type: 'timeseries',
      title: 'Requests by status',
      description: '499: the client left before an answer.',
      unit: 'reqps',
      queries: [{ expr: `sum by (status) (rate(${COUNT}${RATE}))`, legend: '{{status}}' }],
      stacked: true,
    },
    {
      type: 'timeseries',
      title: 'Requests by route',
      description: 'Patterns of routes; "unknown" is what matches none.',
      unit: 'reqps',
      queries: [{ expr: `sum by (route) (rate(${COUNT}${RATE}))`, legend: '{{route}}' }],
      stacked: true,
    },
    {
      type: 'timeseries',
      title: 'Durations',
      description: 'From the first byte of the request to the last of the answer: streams last as long as they stream.',
      unit: 's',
      queries: [0.5, 0.95, 0.99].map((quantile) => ({
        expr: `histogram_quantile(${quantile}, sum by (le) (rate(${BUCKETS}${RATE})))`,
        legend: `${quantile * 100} %`,
      })),
    },
    {
      type: 'timeseries',
      title: 'Refusals by problem',
      description: 'What the gateway itself answered with a problem: denials, limits, upstreams that fail.',
      unit: 'reqps',
      queries: [{ expr: `sum by (problem) (rate(keyward_refused_requests_total${RATE})) > 0`, legend: '{{problem}}' }],
      stacked: true,
    },
    {
      type: 'timeseries',
      title: 'Requests under way',
      description: 'Open streams among them.',
      unit: 'short',
      queries: [{ expr: 'keyward_running_requests', legend: '{{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Answers about keys and routes',
      description: 'hit, negative-hit: from the cache; alone: without a lease; stale: by STALE_IF_UNAVAILABLE.',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (cache, result) (rate(keyward_cache_decisions_total${RATE})) > 0`,
          legend: '{{cache}} {{result}}',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Share of answers from the cache',
      description: 'Of all answers about keys.',
      unit: 'percentunit',
      queries: [
        {
          expr: `sum by (instance) (rate(keyward_cache_decisions_total{cache="keys",result=~"hit|negative-hit"}${RATE})) / sum by (instance) (rate(keyward_cache_decisions_total{cache="keys"}${RATE}))`,
          legend: '{{instance}}',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Keys in the cache',
      description: 'Active keys, at most CACHE_MAX_KEYS in each worker.',
      unit: 'short',
      queries: [{ expr: 'keyward_cached_keys', legend: '{{instance}}' }],
    },
    {
      type: 'timeseries',
      title: 'Tokens of language models',
      description: 'Tokens a second, as far as the answers tell.',
      unit: 'short',
      queries: [{ expr: `sum by (type) (rate(keyward_llm_tokens_total${RATE}))`, legend: '{{type}}' }],
    },
  ],
};
