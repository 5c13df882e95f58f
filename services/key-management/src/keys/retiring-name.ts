import { nameKey } from '../names/name.ts';

const MAX_LENGTH = 100;
const MAX_NUMBER = 100;

/** The names that a key which is being replaced may take, best first: `<name> (retiring)`, `<name> (retiring 2)`, … */
export function retiringNames(name: string): string[] {
  return Array.from({ length: MAX_NUMBER }, (_, index) => {
    const suffix = index === 0 ? ' (retiring)' : ` (retiring ${index + 1})`;
    // By code points, as the length of a name is counted: no emoji is cut in two.
    const kept = Array.from(name)
      .slice(0, MAX_LENGTH - suffix.length)
      .join('');
    return `${kept.trimEnd()}${suffix}`;
  });
}

/** The first of the candidates that no live key has. */
export function freeName(candidates: readonly string[], taken: ReadonlySet<string>): string | undefined {
  return candidates.find((name) => !taken.has(nameKey(name)));
}
