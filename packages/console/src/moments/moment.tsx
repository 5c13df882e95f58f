import type { PointerEvent } from 'react';
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
    <time dateTime={at} onPointerEnter={tellExactly}>
      {relative(at, Date.now())}
    </time>
  );
}

/** The words for it are made when somebody wants them: long lists have three moments a row. */
function tellExactly({ currentTarget }: PointerEvent<HTMLTimeElement>): void {
  currentTarget.title = dateTime(currentTarget.dateTime);
}
