export { type MetricsSource, serveMetrics } from './serve-metrics.ts';
