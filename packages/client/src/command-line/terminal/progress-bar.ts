import type { Terminal } from './terminal.ts';

export interface ProgressBar {
  /** `total` 0: not known. */
  show(label: string, done: number, total: number): void;
  /** Takes the bar away. */
  clear(): void;
}

const WIDTH = 30;
const ERASE_LINE = '\r\u001b[K';
const REDRAW_AFTER_MS = 50;

/** A bar on stderr that is drawn over itself; nothing at all where that is no terminal. */
export function progressBar({ stderr }: Terminal): ProgressBar {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = '';
  return {
    show(label, done, total) {
      const now = performance.now();
      if (now - drawnAt < REDRAW_AFTER_MS && done !== total) return;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const full = Math.round(share * WIDTH);
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(share * 100)} %`;
      const line = total > 0 ? `${label.padEnd(8)} ${bar}  ${done}/${total}` : `${label} ${done}`;
      if (line === drawn) return;
      drawnAt = now;
      drawn = line;
      stderr.write(ERASE_LINE + line);
    },
    clear() {
      if (drawn !== '') stderr.write(ERASE_LINE);
      drawn = '';
    },
  };
}
