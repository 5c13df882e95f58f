/** Something that knows its own place in a churning set. */
export interface Placed {
  /** The set's own business: where it is, -1 while it is nowhere. */
  place: number;
}

/** A set for members that come and go by the thousand. A member is in one set at a time. */
export interface ChurningSet<T extends Placed> extends Iterable<T> {
  add(member: T): void;
  /** Whether it was there. */
  delete(member: T): boolean;
  has(member: T): boolean;
  readonly size: number;
}

/**
 * A plain array in which the last member takes the place of one that leaves. JavaScript's own Set makes a new table
 * every few hundred changes and leaves the old one linked to it: once one of those has grown old, it keeps everything
 * that was ever in the later ones alive until the next full collection, which cost a third of a gateway's time.
 */
export function createChurningSet<T extends Placed>(): ChurningSet<T> {
  const members: T[] = [];
  // A place of -1 is no index to an array but a name, which it would look up as that of any member.
  const has = (member: T): boolean => member.place >= 0 && members[member.place] === member;
  // The size is a plain member: with a getter the object would be a dictionary to V8.
  const set = {
    has,
    size: 0,
    add(member: T): void {
      if (has(member)) return;
      member.place = members.length;
      set.size = members.push(member);
    },
    delete(member: T): boolean {
      if (!has(member)) return false;
      const last = members.pop();
      set.size = members.length;
      if (last !== undefined && last !== member) {
        last.place = member.place;
        members[last.place] = last;
      }
      member.place = -1;
      return true;
    },
    /** Those that are there now, whatever comes and goes meanwhile. */
    [Symbol.iterator]: () => [...members][Symbol.iterator](),
  };
  return set;
}
