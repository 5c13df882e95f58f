import { USAGE_LIMITS, type UsageBatch } from '@keyward/auth';

import type { CountedRequest } from './counted-request.ts';

/** What tells the rows of a key apart; rows of many keys share it. */
export interface RowLabels extends Labels {
  /** Seconds since the epoch. */
  readonly hour: number;
}

export type Labels = Pick<CountedRequest, 'workspaceId' | 'flowId' | 'model' | 'api' | 'permission' | 'outcome'>;

export type KeyUse = Pick<CountedRequest, 'at' | 'ip'>;

/** Rows of counted requests, as many as a batch holds. They are numbered from 0 on. */
export interface UsagePage {
  /** Begins a row, of which nothing is counted yet. */
  begin(keyId: string, labels: RowLabels): void;
  labelsOf(row: number): RowLabels | undefined;
  count(row: number, request: CountedRequest): void;
  /** Notes down with a row when and from where its key was accepted last. */
  setUse(row: number, use: KeyUse): void;
  /** Takes that note away from a row that has one. */
  takeUse(row: number): KeyUse | undefined;
  counts(): UsageBatch['counts'];
  keyUses(): UsageBatch['keyUses'];
}

export const ROWS_IN_PAGE = USAGE_LIMITS.rowsInBatch;

/** The numbers of a row, in their order. */
const NUMBERS = {
  requests: 0,
  latencyMsSum: 1,
  latencyMsMax: 2,
  bytesIn: 3,
  bytesOut: 4,
  promptTokens: 5,
  completionTokens: 6,
  /** 0 where the row knows of no use. */
  usedAt: 7,
};
const WIDTH = Object.keys(NUMBERS).length;

/** An empty page. Numbers in a row: an object for each of a hundred thousand rows would take thrice the room. */
export function createUsagePage(): UsagePage {
  const keyIds: string[] = [];
  const labels: RowLabels[] = [];
  const addresses: string[] = [];
  const numbers = new Float64Array(WIDTH * ROWS_IN_PAGE);
  const get = (row: number, name: keyof typeof NUMBERS): number => numbers[row * WIDTH + NUMBERS[name]] ?? 0;
  const column = (name: keyof typeof NUMBERS): number[] => keyIds.map((_keyId, row) => get(row, name));

  function set(row: number, name: keyof typeof NUMBERS, value: number): void {
    numbers[row * WIDTH + NUMBERS[name]] = value;
  }

  function add(row: number, name: keyof typeof NUMBERS, value: number): void {
    set(row, name, get(row, name) + value);
  }

  return {
    begin(keyId, labelsOfRow) {
      keyIds.push(keyId);
      labels.push(labelsOfRow);
      addresses.push('');
    },
    labelsOf: (row) => labels[row],
    count(row, request) {
      add(row, 'requests', 1);
      add(row, 'latencyMsSum', request.latencyMs);
      set(row, 'latencyMsMax', Math.max(get(row, 'latencyMsMax'), request.latencyMs));
      add(row, 'bytesIn', request.bytesIn);
      add(row, 'bytesOut', request.bytesOut);
      add(row, 'promptTokens', request.promptTokens);
      add(row, 'completionTokens', request.completionTokens);
    },
    setUse(row, { at, ip }) {
      set(row, 'usedAt', at);
      addresses[row] = ip;
    },
    takeUse(row) {
      const at = get(row, 'usedAt');
      set(row, 'usedAt', 0);
      return at === 0 ? undefined : { at, ip: addresses[row] ?? '' };
    },
    counts: () => ({
      hour: labels.map(({ hour }) => hour),
      keyId: [...keyIds],
      workspaceId: labels.map(({ workspaceId }) => workspaceId),
      flowId: labels.map(({ flowId }) => flowId),
      model: labels.map(({ model }) => model),
      api: labels.map(({ api }) => api),
      permission: labels.map(({ permission }) => permission),
      outcome: labels.map(({ outcome }) => outcome),
      requests: column('requests'),
      latencyMsSum: column('latencyMsSum'),
      latencyMsMax: column('latencyMsMax'),
      bytesIn: column('bytesIn'),
      bytesOut: column('bytesOut'),
      promptTokens: column('promptTokens'),
      completionTokens: column('completionTokens'),
    }),
    keyUses() {
      const isUsed = (_value: unknown, row: number) => get(row, 'usedAt') > 0;
      return { keyId: keyIds.filter(isUsed), at: column('usedAt').filter(isUsed), ip: addresses.filter(isUsed) };
    },
  };
}
