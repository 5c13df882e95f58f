/** One line, or one family of lines, of a panel. */
export interface Query {
  /** PromQL. */
  readonly expr: string;
  /** What the lines are called; `{{label}}` stands for a label's value. */
  readonly legend: string;
}

/** A panel without its place. */
export interface Panel {
  readonly type: 'stat' | 'timeseries';
  readonly title: string;
  readonly description: string;
  /** As Grafana calls it: `s`, `reqps`, `percentunit`, `bytes`, `short`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** From which values on it is orange and red; none where left out. */
  readonly thresholds?: { readonly orange?: number; readonly red: number };
  readonly stacked?: boolean;
}

/** Panels below a headline. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** The source that Grafana is provisioned with. */
const SOURCE = { type: 'prometheus', uid: 'prometheus' };

/** A panel as Grafana's JSON has it. */
export function panelJson({ type, title, description, unit, queries, thresholds, stacked = false }: Panel) {
  const steps = [
    { color: type === 'stat' ? 'green' : 'transparent', value: null },
    ...(thresholds?.orange === undefined ? [] : [{ color: 'orange', value: thresholds.orange }]),
    ...(thresholds === undefined ? [] : [{ color: 'red', value: thresholds.red }]),
  ];
  const lines = {
    lineWidth: 1,
    fillOpacity: stacked ? 40 : 8,
    showPoints: 'never',
    spanNulls: false,
    stacking: { mode: stacked ? 'normal' : 'none' },
    thresholdsStyle: { mode: thresholds === undefined ? 'off' : 'line' },
  };
  return {
    type,
    title,
    description,
    datasource: SOURCE,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps },
        ...(type === 'timeseries' && { custom: lines }),
      },
      overrides: [],
    },
    options:
      type === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(({ expr, legend }, at) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + at),
      datasource: SOURCE,
      expr,
      legendFormat: legend,
    })),
  };
}
