/** What an import is at: `reading` the file, `checking` it against the keys that exist, `hashing`, `writing`. */
export type ImportPhase = 'reading' | 'checking' | 'hashing' | 'writing';

/** Told how far an import is, in rows. `total` is an estimate while the file is read. */
export type OnProgress = (phase: ImportPhase, done: number, total: number) => void;

const EVERY_MS = 100;

/** Passes progress on ten times a second at most; the first and the last of each phase always. */
export function throttled(onProgress: OnProgress): OnProgress {
  let phase: ImportPhase | undefined;
  let at = 0;
  return (current, done, total) => {
    const now = performance.now();
    if (current === phase && done !== total && now - at < EVERY_MS) return;
    phase = current;
    at = now;
    onProgress(current, done, total);
  };
}
