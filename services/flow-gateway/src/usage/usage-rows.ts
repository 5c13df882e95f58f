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

/**
 * Rows of requests. From `detailedRows` on new ones tell no more than hour, key, workspace and outcome; from twice as
 * many on those that need another row are dropped.
 */
export function createUsageRows(detailedRows = 50_000): UsageRows {
  const rows = new Map<string, UsageRow>();
  let dropped = 0;

  function rowOf(request: CountedRequest): UsageRow | undefined {
    const detailed = find(request);
    if (detailed !== undefined) return detailed;
    if (rows.size < detailedRows) return begin(request);
    const { at, keyId, workspaceId, outcome } = request;
    const coarse = { at, keyId, workspaceId, flowId: null, model: null, api: null, permission: null, outcome };
    return find(coarse) ?? (rows.size < 2 * detailedRows ? begin(coarse) : undefined);
  }

  const find = (labels: Labels) => rows.get(nameOf(labels));

  function begin(labels: Labels): UsageRow {
    const { keyId, workspaceId, flowId, model, api, permission, outcome } = labels;
    const sums = { requests: 0, latencyMsSum: 0, latencyMsMax: 0, bytesIn: 0, bytesOut: 0 };
    const tokens = { promptTokens: 0, completionTokens: 0 };
    const named = { hour: hourOf(labels.at), keyId, workspaceId, flowId, model, api, permission, outcome };
    const row = { ...named, ...sums, ...tokens };
    rows.set(nameOf(labels), row);
    return row;
  }

  return {
    get size() {
      return rows.size;
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
      const taken = [...rows.values()];
      rows.clear();
      return taken;
    },
  };
}

type Labels = Pick<
  CountedRequest,
  'at' | 'keyId' | 'workspaceId' | 'flowId' | 'model' | 'api' | 'permission' | 'outcome'
>;

/** Seconds since the epoch. */
function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * 3600;
}

/** No two rows have the same name: a newline is in none of the parts. */
function nameOf({ at, keyId, workspaceId, flowId, model, api, permission, outcome }: Labels): string {
  return `${Math.floor(at / HOUR_MS)}\n${keyId}\n${flowId}\n${model}\n${api}\n${permission}\n${outcome}\n${workspaceId}`;
}
