const PART = 512 * 1024;

/** Gathers rows into parts that are worth a statement each. */
export interface StagedParts {
  /** Takes rows, as JSON objects separated by commas. Returns a part once there is enough for one. */
  add(json: string): Uint8Array | null;
  /** What is left. */
  end(): Uint8Array | null;
}

/**
 * Each part is a JSON array in UTF-8. Bytes, since the thread that serves requests passes them on as they are; text it
 * would have to copy and to encode, and what it allocates for that makes its pauses longer.
 */
export function createStagedParts(): StagedParts {
  let pending: string[] = [];
  let length = 0;
  const encoder = new TextEncoder();

  function end(): Uint8Array | null {
    if (pending.length === 0) return null;
    const part = encoder.encode(`[${pending.join(',')}]`);
    pending = [];
    length = 0;
    return part;
  }

  return {
    add(json) {
      if (json !== '') pending.push(json);
      length += json.length;
      return length > PART ? end() : null;
    },
    end,
  };
}
