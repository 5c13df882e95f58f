import { type CountedRequest, isAccepted } from './counted-request.ts';

/** What tells the rows of a key apart; rows of many keys share it. */
export interface RowLabels extends Pick<CountedRequest, LabelName> {
  /** Seconds since the epoch. */
  readonly hour: number;
}

type LabelName = 'workspaceId' | 'flowId' | 'model' | 'api' | 'permission' | 'outcome';

/** What was counted of the requests of a key that have their labels in common. */
export interface UsageRow {
  readonly keyId: string;
  readonly labels: RowLabels;
  requests: number;
  latencyMsSum: number;
  latencyMsMax: number;
  bytesIn: number;
  bytesOut: number;
  promptTokens: number;
  completionTokens: number;
}

/** What was counted of a key. */
export interface KeyUsage {
  /** When and from where it was accepted last; 0 where it was not. */
  at: number;
  ip: string;
  latest: UsageRow | undefined;
  /** Where there are several rows, all of them. */
  rows: Map<RowLabels, UsageRow> | undefined;
}

/** Adds requests up, in bounded memory. */
export interface UsageRows {
  add(request: CountedRequest): void;
  /** What was counted of each key; it is empty then. */
  take(): ReadonlyMap<string, Readonly<KeyUsage>>;
  /** How many rows there are. */
  readonly size: number;
  /** Requests that were not counted, because there was no room for another row. */
  readonly dropped: number;
}

const HOUR_MS = 3_600_000;

/**
 * Rows of requests. From `detailedRows` on new ones tell no more than hour, key, workspace and outcome; from twice as
 * many on those that need another row are dropped, and so is the last use of a key that needs another place.
 */
export function createUsageRows(detailedRows = 50_000): UsageRows {
  let keys = new Map<string, KeyUsage>();
  const labelsByName = new Map<string, RowLabels>();
  let size = 0;
  let dropped = 0;

  function rowOf(request: CountedRequest, key: KeyUsage): UsageRow | undefined {
    const hour = hourOf(request.at);
    const detailed = find(key, hour, request);
    if (detailed !== undefined) return detailed;
    if (size < detailedRows) return begin(key, request.keyId, hour, request);
    const { keyId, workspaceId, outcome } = request;
    const coarse = { workspaceId, flowId: null, model: null, api: null, permission: null, outcome };
    return find(key, hour, coarse) ?? (size < 2 * detailedRows ? begin(key, keyId, hour, coarse) : undefined);
  }

  function find(key: KeyUsage, hour: number, labels: Labels): UsageRow | undefined {
    if (key.latest === undefined || isOf(key.latest, hour, labels)) return key.latest;
    const known = key.rows === undefined ? undefined : labelsByName.get(nameOf(hour, labels));
    const row = known === undefined ? undefined : key.rows?.get(known);
    if (row !== undefined) key.latest = row;
    return row;
  }

  function begin(key: KeyUsage, keyId: string, hour: number, wanted: Labels): UsageRow {
    const labels = sharedLabels(hour, wanted);
    const row = emptyRow(keyId, labels);
    if (key.latest !== undefined) {
      key.rows ??= new Map([[key.latest.labels, key.latest]]);
      key.rows.set(labels, row);
    }
    key.latest = row;
    size++;
    return row;
  }

  function sharedLabels(hour: number, { workspaceId, flowId, model, api, permission, outcome }: Labels): RowLabels {
    const labels = { hour, workspaceId, flowId, model, api, permission, outcome };
    const name = nameOf(hour, labels);
    const known = labelsByName.get(name);
    if (known === undefined) labelsByName.set(name, labels);
    return known ?? labels;
  }

  function keyOf(keyId: string): KeyUsage | undefined {
    const known = keys.get(keyId);
    if (known !== undefined || keys.size >= 2 * detailedRows) return known;
    const key = { at: 0, ip: '', latest: undefined, rows: undefined };
    keys.set(keyId, key);
    return key;
  }

  return {
    get size() {
      return size;
    },
    get dropped() {
      return dropped;
    },
    add(request) {
      const key = keyOf(request.keyId);
      const row = key === undefined ? undefined : rowOf(request, key);
      if (row === undefined) dropped++;
      else addTo(row, request);
      if (key === undefined || !isAccepted(request)) return;
      key.at = request.at;
      key.ip = request.ip;
    },
    take() {
      const taken = keys;
      keys = new Map();
      labelsByName.clear();
      size = 0;
      return taken;
    },
  };
}

/** In one literal: what is spread into an object is kept beside it, at the cost of another object. */
function emptyRow(keyId: string, labels: RowLabels): UsageRow {
  return {
    keyId,
    labels,
    requests: 0,
    latencyMsSum: 0,
    latencyMsMax: 0,
    bytesIn: 0,
    bytesOut: 0,
    promptTokens: 0,
    completionTokens: 0,
  };
}

function addTo(row: UsageRow, request: CountedRequest): void {
  row.requests++;
  row.latencyMsSum += request.latencyMs;
  row.latencyMsMax = Math.max(row.latencyMsMax, request.latencyMs);
  row.bytesIn += request.bytesIn;
  row.bytesOut += request.bytesOut;
  row.promptTokens += request.promptTokens;
  row.completionTokens += request.completionTokens;
}

type Labels = Pick<CountedRequest, LabelName>;

/** Seconds since the epoch. */
function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * 3600;
}

function isOf({ labels: own }: UsageRow, hour: number, labels: Labels): boolean {
  return (
    own.hour === hour &&
    own.flowId === labels.flowId &&
    own.outcome === labels.outcome &&
    own.workspaceId === labels.workspaceId &&
    own.permission === labels.permission &&
    own.model === labels.model &&
    own.api === labels.api
  );
}

/** No two have the same name: a newline is in none of the parts. */
function nameOf(hour: number, { workspaceId, flowId, model, api, permission, outcome }: Labels): string {
  return `${hour}\n${flowId}\n${model}\n${api}\n${permission}\n${outcome}\n${workspaceId}`;
}
