import { date, dateTime } from '../moments/format.ts';
import classes from './usage-chart.module.css';
import type { Series } from './usage-series.ts';

interface UsageChartProps {
  readonly label: string;
  readonly starts: readonly string[];
  readonly step: 'hour' | 'day';
  readonly series: readonly Series[];
  readonly nameOf: (name: string | null) => string;
}

const WIDTH = 800;
const HEIGHT = 200;

/** Requests over time as stacked bars. The same numbers stand in a table beside it. */
export function UsageChart({ label, starts, step, series, nameOf }: UsageChartProps) {
  const totals = starts.map((_, index) => series.reduce((sum, { requests }) => sum + (requests[index] ?? 0), 0));
  const most = Math.max(1, ...totals);
  const width = WIDTH / starts.length;
  const when = step === 'hour' ? dateTime : date;
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className={classes.chart}
      >
        {starts.map((start, index) => {
          let top = HEIGHT;
          return (
            <g key={start}>
              <title>{`${when(start)}: ${totals[index]?.toLocaleString('en')}`}</title>
              <rect x={index * width} y={0} width={width} height={HEIGHT} className={classes.ground} />
              {series.map(({ name, requests }, place) => {
                const height = ((requests[index] ?? 0) / most) * (HEIGHT - 8);
                top -= height;
                return (
                  <rect
                    key={name}
                    x={index * width + width * 0.12}
                    y={top}
                    width={width * 0.76}
                    height={height}
                    data-series={place}
                    className={classes.bar}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <div className={classes.axis}>
        <span>{when(starts[0] ?? '')}</span>
        <span>{when(starts.at(-1) ?? '')}</span>
      </div>
      <figcaption className={classes.legend}>
        {series.map(({ name }, place) => (
          <span key={name} className={classes.entry}>
            <span className={classes.dot} data-series={place} aria-hidden />
            {nameOf(name)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
