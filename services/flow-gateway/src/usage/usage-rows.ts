import { type CountedRequest, isAccepted } from './counted-request.ts';
import { createUsagePage, type Labels, ROWS_IN_PAGE, type RowLabels, type UsagePage } from './usage-page.ts';

/** Adds requests up, in bounded memory. */
export interface UsageRows {
  add(request: CountedRequest): void;
  /** What was counted; it is empty then. */
  take(): UsagePage[];
  /** How many rows there are. */
  readonly size: number;
  /** Requests that were not counted, because there was no room for another row. */
  readonly dropped: number;
}

const HOUR_MS = 3_600_000;

/**
 * Rows of requests. From `detailedRows` on new ones tell no more than hour, key, workspace and outcome; from twice as
 * many on those that need another row are dropped, and so is the last use of a key that has none.
 */
export function createUsageRows(detailedRows = 50_000): UsageRows {
  let pages: UsagePage[] = [];
  /** The row in which each key was counted last. It has the key's last use. */
  let latest = new Map<string, number>();
  /** All rows of the keys that have several. */
  const several = new Map<string, Map<RowLabels, number>>();
  const labelsByName = new Map<string, RowLabels>();

  const pageOf = (row: number): UsagePage => (pages[Math.floor(row / ROWS_IN_PAGE)] ??= createUsagePage());
  const labelsOf = (row: number): RowLabels | undefined => pageOf(row).labelsOf(row % ROWS_IN_PAGE);

  function rowOf(request: CountedRequest): number | undefined {
    const { keyId, workspaceId, outcome } = request;
    const hour = hourOf(request.at);
    const detailed = find(keyId, hour, request);
    if (detailed !== undefined) return detailed;
    if (rows.size < detailedRows) return begin(keyId, hour, request);
    const coarse = { workspaceId, flowId: null, model: null, api: null, permission: null, outcome };
    return find(keyId, hour, coarse) ?? (rows.size < 2 * detailedRows ? begin(keyId, hour, coarse) : undefined);
  }

  function find(keyId: string, hour: number, wanted: Labels): number | undefined {
    const last = latest.get(keyId);
    if (last === undefined || isOf(labelsOf(last), hour, wanted)) return last;
    const labels = labelsByName.get(nameOf(hour, wanted));
    const row = labels === undefined ? undefined : several.get(keyId)?.get(labels);
    if (row !== undefined) makeLatest(keyId, row, last);
    return row;
  }

  function begin(keyId: string, hour: number, wanted: Labels): number {
    const row = rows.size++;
    pageOf(row).begin(keyId, sharedLabels(hour, wanted));
    const last = latest.get(keyId);
    if (last !== undefined) {
      remember(keyId, last);
      remember(keyId, row);
    }
    makeLatest(keyId, row, last);
    return row;
  }

  function sharedLabels(hour: number, { workspaceId, flowId, model, api, permission, outcome }: Labels): RowLabels {
    const labels = { hour, workspaceId, flowId, model, api, permission, outcome };
    const name = nameOf(hour, labels);
    const known = labelsByName.get(name);
    if (known === undefined) labelsByName.set(name, labels);
    return known ?? labels;
  }

  function remember(keyId: string, row: number): void {
    const ofKey = several.get(keyId) ?? new Map<RowLabels, number>();
    const labels = labelsOf(row);
    if (labels !== undefined) several.set(keyId, ofKey.set(labels, row));
  }

  function makeLatest(keyId: string, row: number, last: number | undefined): void {
    latest.set(keyId, row);
    const use = last === undefined ? undefined : pageOf(last).takeUse(last % ROWS_IN_PAGE);
    if (use !== undefined) pageOf(row).setUse(row % ROWS_IN_PAGE, use);
  }

  // Plain members: with a getter the object would be a dictionary to V8.
  const rows = {
    size: 0,
    dropped: 0,
    add(request: CountedRequest): void {
      const row = rowOf(request);
      if (row === undefined) rows.dropped++;
      else pageOf(row).count(row % ROWS_IN_PAGE, request);
      const last = row ?? latest.get(request.keyId);
      if (last !== undefined && isAccepted(request)) pageOf(last).setUse(last % ROWS_IN_PAGE, request);
    },
    take(): UsagePage[] {
      const taken = pages;
      pages = [];
      latest = new Map();
      several.clear();
      labelsByName.clear();
      rows.size = 0;
      return taken;
    },
  };
  return rows;
}

/** Seconds since the epoch. */
function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * 3600;
}

function isOf(own: RowLabels | undefined, hour: number, wanted: Labels): boolean {
  return (
    own?.hour === hour &&
    own.flowId === wanted.flowId &&
    own.outcome === wanted.outcome &&
    own.workspaceId === wanted.workspaceId &&
    own.permission === wanted.permission &&
    own.model === wanted.model &&
    own.api === wanted.api
  );
}

/** No two have the same name: a newline is in none of the parts. */
function nameOf(hour: number, { workspaceId, flowId, model, api, permission, outcome }: Labels): string {
  return `${hour}\n${flowId}\n${model}\n${api}\n${permission}\n${outcome}\n${workspaceId}`;
}
