import { randomInt } from 'node:crypto';

import type { EntryCache } from '../feed/index.ts';

/**
 * Of a digest 128 bits are kept. Two tokens that agree in these can be found by whoever tries 2^64 of them, and are
 * keys of their own then; one that agrees with somebody else's key cannot be found.
 */
const WORDS = 4;
const BYTES = 4;

/**
 * Remembers no more than `max` entries by digests, which come as strings of a character a byte. For a new one an entry
 * makes room that has not been used for a while: the clock algorithm, which comes near to least recently used.
 *
 * The digests stand in a row under an open hash table with linear probing. A Map with its strings and a list of what was
 * used when would take as much room as the entries.
 */
export function createDigestCache<E extends object>(max: number): EntryCache<E> {
  const digests = new Int32Array(WORDS * max);
  const entries: (E | undefined)[] = [];
  const used = new Uint8Array(max);
  const freed: number[] = [];
  let hand = 0;
  const placeBits = Math.ceil(Math.log2(2 * max));
  const lastPlace = 2 ** placeBits - 1;
  /** The slot of what stands in a place, plus one; 0 where nothing does. At least half of the places are free. */
  const places = new Uint32Array(lastPlace + 1);
  const multipliers = [randomOdd(), randomOdd()] as const;
  const sought = new Int32Array(WORDS);

  const slotIn = (place: number): number => (places[place] ?? 0) - 1;
  const after = (place: number): number => (place + 1) & lastPlace;

  /** Multiply-shift hashing by numbers that nobody knows: nobody can choose tokens that crowd around one place. */
  function homeOf(words: Int32Array, at: number): number {
    const [one, other] = multipliers;
    return (Math.imul(words[at] ?? 0, one) + Math.imul(words[at + 1] ?? 0, other)) >>> (32 - placeBits);
  }

  /** The place where a digest stands, or else the free one where it would. */
  function find(digest: string): number {
    for (let word = 0; word < WORDS; word++) {
      let bits = 0;
      for (let byte = 0; byte < BYTES; byte++) bits = (bits << 8) | digest.charCodeAt(BYTES * word + byte);
      sought[word] = bits;
    }
    let place = homeOf(sought, 0);
    while (slotIn(place) !== -1 && !isSought(slotIn(place))) place = after(place);
    return place;
  }

  function isSought(slot: number): boolean {
    for (let word = 0; word < WORDS; word++) if (digests[WORDS * slot + word] !== sought[word]) return false;
    return true;
  }

  function remove(place: number): void {
    const slot = slotIn(place);
    if (slot === -1) return;
    entries[slot] = undefined;
    freed.push(slot);
    cache.size--;
    // What stands behind it moves up, unless it would come to stand before its home.
    let gap = place;
    for (let next = after(gap); slotIn(next) !== -1; next = after(next)) {
      const fromHome = (next - homeOf(digests, WORDS * slotIn(next))) & lastPlace;
      if (fromHome < ((next - gap) & lastPlace)) continue;
      places[gap] = slotIn(next) + 1;
      gap = next;
    }
    places[gap] = 0;
  }

  function makeRoom(): void {
    while (used[hand] === 1) {
      used[hand] = 0;
      hand = (hand + 1) % max;
    }
    let place = homeOf(digests, WORDS * hand);
    while (slotIn(place) !== hand) place = after(place);
    remove(place);
    hand = (hand + 1) % max;
  }

  // The size is a plain member: with a getter the object would be a dictionary to V8.
  const cache = {
    size: 0,
    get(digest: string): E | undefined {
      const slot = slotIn(find(digest));
      if (slot === -1) return undefined;
      used[slot] = 1;
      return entries[slot];
    },
    peek(digest: string): E | undefined {
      const slot = slotIn(find(digest));
      return slot === -1 ? undefined : entries[slot];
    },
    set(digest: string, entry: E): void {
      const known = slotIn(find(digest));
      if (known === -1 && freed.length === 0 && entries.length === max) makeRoom();
      const slot = known === -1 ? (freed.pop() ?? entries.length) : known;
      entries[slot] = entry;
      if (slot === known) return;
      places[find(digest)] = slot + 1;
      digests.set(sought, WORDS * slot);
      used[slot] = 0;
      cache.size++;
    },
    delete: (digest: string): void => remove(find(digest)),
  };
  return cache;
}

function randomOdd(): number {
  return 2 * randomInt(2 ** 31) + 1;
}
