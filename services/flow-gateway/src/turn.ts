/**
 * What is done for many requests in one turn of the event loop, in this order, each for all of them before the next: what has
 * come is read, decided on, passed on, written, and what is over is counted. One request after the other, from its first
 * byte to the last, costs a sixth more: each write to a socket drives the code and the memory of the next request out of the
 * processor's caches.
 */
const PHASES = ['read', 'decide', 'answer', 'write', 'settle'] as const;
export type Phase = (typeof PHASES)[number];

const OUTSIDE = -1;
const due: (() => void)[][] = PHASES.map(() => []);
/** The number of the phase at work. */
let present = OUTSIDE;
let isAwaited = false;

function workOff(): void {
  isAwaited = false;
  try {
    for (present = 0; present < PHASES.length; present++) {
      const works = due[present] ?? [];
      due[present] = [];
      for (const work of works) work();
    }
  } finally {
    present = OUTSIDE;
    if (due.some(({ length }) => length > 0)) awaitEnd();
  }
}

function awaitEnd(): void {
  if (isAwaited) return;
  isAwaited = true;
  setImmediate(workOff);
}

/**
 * Gives a function that collects items, and does `work` for each of them, in order, in a phase at the end of this turn, when
 * all that has arrived has been read from the sockets; in the next turn where the phase has begun already.
 */
export function atEndOfTurn<Item>(phase: Phase, work: (item: Item) => void): (item: Item) => void {
  const number = PHASES.indexOf(phase);
  let waiting: Item[] = [];

  function workOffWaiting(): void {
    const items = waiting;
    waiting = [];
    for (const item of items) work(item);
  }

  return (item) => {
    if (waiting.push(item) > 1) return;
    due[number]?.push(workOffWaiting);
    if (present === OUTSIDE || present >= number) awaitEnd();
  };
}

/**
 * The same for work that waits for others only while an earlier phase is at work: at any other time it is done at once, since
 * somebody may rely on that, as a revoke does on the end of a stream.
 */
export function inTurn<Item>(phase: Phase, work: (item: Item) => void): (item: Item) => void {
  const number = PHASES.indexOf(phase);
  const later = atEndOfTurn(phase, work);
  return (item) => {
    if (present === OUTSIDE || present >= number) work(item);
    else later(item);
  };
}
