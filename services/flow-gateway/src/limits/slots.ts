/** Numbers from 0 up for ids, to keep what belongs to them in arrays. */
export interface Slots {
  /** The id's slot, a free one for a new id. Where there is none left those are freed that are over by `at`. */
  of(id: string, at: number): number;
  /** How many there are. */
  readonly capacity: number;
}

/** `onGrown` is told the new capacity before a slot of it is given out. A freed slot is given out as it was left. */
export function createSlots(
  isOver: (slot: number, at: number) => boolean,
  onGrown: (capacity: number) => void,
  atFirst = 1024,
): Slots {
  const slots = new Map<string, number>();
  const freed: number[] = [];

  function makeRoom(at: number): void {
    for (const [id, slot] of slots) {
      if (!isOver(slot, at)) continue;
      slots.delete(id);
      freed.push(slot);
    }
    // With less room than that it would soon have to be looked for again.
    const { capacity } = all;
    if (freed.length >= capacity / 2) return;
    for (let slot = 2 * capacity; slot > capacity; ) freed.push(--slot);
    all.capacity *= 2;
    onGrown(all.capacity);
  }

  for (let slot = atFirst; slot > 0; ) freed.push(--slot);
  // The capacity is a plain member: with a getter the object would be a dictionary to V8.
  const all = {
    capacity: atFirst,
    of(id: string, at: number): number {
      const known = slots.get(id);
      if (known !== undefined) return known;
      if (freed.length === 0) makeRoom(at);
      const slot = freed.pop() ?? 0;
      slots.set(id, slot);
      return slot;
    },
  };
  return all;
}
