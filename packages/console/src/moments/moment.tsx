import { dateTime, relative } from './format.ts';

interface MomentProps {
  readonly at: string | null;
  /** What to say where there is none. */
  readonly none: string;
}

/** A point in time, as people say it; the exact one is a hover away, and in the markup. */
export function Moment({ at, none }: MomentProps) {
  if (at === null) return none;
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relative(at, Date.now())}
    </time>
  );
}
