import { Histogram, type HistogramConfiguration, type LabelValues } from 'prom-client';

/** The observations of one set of labels. */
export interface Series {
  observe(value: number): void;
}

/**
 * A histogram whose sets of labels can be kept, and observe at a tenth of the time: prom-client's own makes a text of the
 * labels and looks it up for each observation. What it exports is the same, except that nothing resets it.
 */
export class CountedHistogram<Label extends string> extends Histogram<Label> {
  readonly #configuration: HistogramConfiguration<Label>;
  readonly #bounds: readonly number[];
  readonly #series: CountedSeries[] = [];

  constructor(configuration: HistogramConfiguration<Label> & { buckets: number[] }) {
    super(configuration);
    this.#configuration = configuration;
    this.#bounds = configuration.buckets;
  }

  /** A set of labels that has no series yet; to be called once for each. */
  addSeries(labels: LabelValues<Label>): Series {
    const series = new CountedSeries(labels, this.#bounds);
    this.#series.push(series);
    return series;
  }

  /** What prom-client exports, as text and to be added up with that of other processes. */
  async getForPromString() {
    const { name, help, aggregator = 'sum' } = this.#configuration;
    return {
      name,
      help,
      type: 'histogram',
      aggregator,
      values: this.#series.flatMap((series) => series.samples(name)),
    };
  }
}

class CountedSeries implements Series {
  readonly #labels: LabelValues<string>;
  readonly #bounds: readonly number[];
  /** Those up to each bound and above the one before; behind them those above all. */
  readonly #counts: number[];
  #sum = 0;

  constructor(labels: LabelValues<string>, bounds: readonly number[]) {
    this.#labels = labels;
    this.#bounds = bounds;
    this.#counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket++;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += value;
  }

  samples(name: string) {
    const sharedLabels = this.#labels;
    let count = 0;
    const buckets = this.#counts.map((inBucket, bucket) => {
      count += inBucket;
      return {
        metricName: `${name}_bucket`,
        labels: { le: this.#bounds[bucket] ?? '+Inf' },
        sharedLabels,
        value: count,
      };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: {}, sharedLabels, value: this.#sum },
      { metricName: `${name}_count`, labels: {}, sharedLabels, value: count },
    ];
  }
}
