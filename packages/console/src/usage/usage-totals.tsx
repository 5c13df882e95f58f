import { strings } from '../strings/index.ts';
import type { UsageReport } from './usage-series.ts';
import classes from './usage-totals.module.css';

const text = strings.usage;

/** The sums of a range, at a glance. */
export function UsageTotals({ totals }: { readonly totals: UsageReport['totals'] }) {
  const tokens = totals.promptTokens + totals.completionTokens;
  const numbers: readonly (readonly [string, string])[] = [
    [text.requests, totals.requests.toLocaleString('en')],
    [text.ok, totals.ok.toLocaleString('en')],
    [text.denied, totals.denied.toLocaleString('en')],
    [text.limited, totals.limited.toLocaleString('en')],
    [text.upstreamErrors, totals.upstreamErrors.toLocaleString('en')],
    [text.latency, totals.latencyMsAverage === null ? '–' : text.milliseconds(Math.round(totals.latencyMsAverage))],
    ...(tokens > 0 ? [[text.tokens, tokens.toLocaleString('en')] as const] : []),
  ];
  return (
    <dl className={classes.grid}>
      {numbers.map(([label, value]) => (
        <div key={label} className={classes.card}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
