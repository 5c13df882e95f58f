/**
 * Gives a function that collects items, and does `work` for each of them, in order, when this turn of the event loop has
 * read all that has arrived. For work that ends in a write to a socket: of writes in a row all but the first find their
 * readers awake, and waking one costs more than the write itself. `work` must not throw.
 */
export function createTurnQueue<Item>(work: (item: Item) => void): (item: Item) => void {
  let waiting: Item[] = [];

  function workOff(): void {
    const items = waiting;
    waiting = [];
    for (const item of items) work(item);
  }

  return (item) => {
    if (waiting.push(item) === 1) setImmediate(workOff);
  };
}
