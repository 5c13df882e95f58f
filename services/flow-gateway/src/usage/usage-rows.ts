import type { CountedRequest } from './counted-request.ts';

/** What was counted of the requests that have all in common that tells rows apart. */
export interface UsageRow {
  readonly hour: number;
  readonly keyId: string;
  readonly workspaceId: string | null;
  readonly flowId: string | null;
  readonly model: string | null;
  readonly api: string | null;
  readonly permission: string | null;
  readonly outcome: string;
  requests: number;
  latencyMsSum: number;
  latencyMsMax: number;
  bytesIn: number;
  bytesOut: number;
  promptTokens: number;
  completionTokens: number;
}

/** Adds requests up, in bounded memory. */
export interface UsageRows {
  add(request: CountedRequest): void;
  /** All rows; it is empty then. */
  take(): UsageRow[];
  readonly size: number;
  /** Requests that were not counted, because there was no room for another row. */
  readonly dropped: number;
}

const HOUR_MS = 3_600_000;

/** The rows of one key. Most have a single one: then no name is made to find it by, which would take more room than the row. */
interface KeyRows {
  latest: UsageRow;
  /** Where there are several, all of them by their names. */
  byName: Map<string, UsageRow> | undefined;
}

/**
 * Rows of requests. From `detailedRows` on new ones tell no more than hour, key, workspace and outcome; from twice as
 * many on those that need another row are dropped.
 */
export function createUsageRows(detailedRows = 50_000): UsageRows {
  const keys = new Map<string, KeyRows>();
  let size = 0;
  let dropped = 0;

  function rowOf(request: CountedRequest): UsageRow | undefined {
    const hour = hourOf(request.at);
    const detailed = find(hour, request);
    if (detailed !== undefined) return detailed;
    if (size < detailedRows) return begin(hour, request);
    const { keyId, workspaceId, outcome } = request;
    const coarse = { keyId, workspaceId, flowId: null, model: null, api: null, permission: null, outcome };
    return find(hour, coarse) ?? (size < 2 * detailedRows ? begin(hour, coarse) : undefined);
  }

  function find(hour: number, labels: Labels): UsageRow | undefined {
    const rows = keys.get(labels.keyId);
    if (rows === undefined || isOf(rows.latest, hour, labels)) return rows?.latest;
    const row = rows.byName?.get(nameOf(hour, labels));
    if (row !== undefined) rows.latest = row;
    return row;
  }

  function begin(hour: number, labels: Labels): UsageRow {
    const { keyId, workspaceId, flowId, model, api, permission, outcome } = labels;
    const sums = { requests: 0, latencyMsSum: 0, latencyMsMax: 0, bytesIn: 0, bytesOut: 0 };
    const tokens = { promptTokens: 0, completionTokens: 0 };
    const row = { hour, keyId, workspaceId, flowId, model, api, permission, outcome, ...sums, ...tokens };
    const rows = keys.get(keyId);
    if (rows === undefined) {
      keys.set(keyId, { latest: row, byName: undefined });
    } else {
      rows.byName ??= new Map([[nameOf(rows.latest.hour, rows.latest), rows.latest]]);
      rows.byName.set(nameOf(hour, row), row);
      rows.latest = row;
    }
    size++;
    return row;
  }

  return {
    get size() {
      return size;
    },
    get dropped() {
      return dropped;
    },
    add(request) {
      const row = rowOf(request);
      if (row === undefined) {
        dropped++;
        return;
      }
      row.requests++;
      row.latencyMsSum += request.latencyMs;
      row.latencyMsMax = Math.max(row.latencyMsMax, request.latencyMs);
      row.bytesIn += request.bytesIn;
      row.bytesOut += request.bytesOut;
      row.promptTokens += request.promptTokens;
      row.completionTokens += request.completionTokens;
    },
    take() {
      const taken: UsageRow[] = [];
      for (const { latest, byName } of keys.values()) {
        if (byName === undefined) taken.push(latest);
        else for (const row of byName.values()) taken.push(row);
      }
      keys.clear();
      size = 0;
      return taken;
    },
  };
}

/** What tells the rows of an hour apart. */
type Labels = Pick<CountedRequest, 'keyId' | 'workspaceId' | 'flowId' | 'model' | 'api' | 'permission' | 'outcome'>;

/** Seconds since the epoch. */
function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * 3600;
}

/** Whether a row of the same key is the one. */
function isOf(row: UsageRow, hour: number, labels: Labels): boolean {
  return (
    row.hour === hour &&
    row.flowId === labels.flowId &&
    row.outcome === labels.outcome &&
    row.workspaceId === labels.workspaceId &&
    row.permission === labels.permission &&
    row.model === labels.model &&
    row.api === labels.api
  );
}

/** No two rows of a key have the same name: a newline is in none of the parts. */
function nameOf(hour: number, { workspaceId, flowId, model, api, permission, outcome }: Labels): string {
  return `${hour}\n${flowId}\n${model}\n${api}\n${permission}\n${outcome}\n${workspaceId}`;
}
