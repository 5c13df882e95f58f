import { UnusableFile } from './unusable-file.ts';

const HEAD = /^data:application\/json(;charset=utf-8)?;base64,/i;
const MAX_HEAD = 64;

/**
 * Decodes a `data:application/json;base64,…` URI that arrives in parts as a JSON text, its quotes included. Throws
 * UnusableFile for anything else.
 */
export function createDataUriDecoder(onBytes: (bytes: Buffer) => void): { push(part: Buffer): void; end(): void } {
  let pending = '';
  let inHead = true;

  function refuse(): never {
    throw new UnusableFile('not-json', 'jsonFile must be a data URI "data:application/json;base64,…".');
  }

  function decode(complete: boolean): void {
    const usable = complete ? pending.length : pending.length - (pending.length % 4);
    const text = pending.slice(0, usable);
    pending = pending.slice(usable);
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) refuse();
    if (text !== '') onBytes(Buffer.from(text, 'base64'));
  }

  return {
    push(part) {
      // Writers of JSON may escape the slash.
      pending += part.toString('latin1').replaceAll('\\/', '/');
      if (inHead) {
        const head = HEAD.exec(pending.slice(1));
        if (head === null) {
          if (pending.length > MAX_HEAD) refuse();
          return;
        }
        pending = pending.slice(1 + head[0].length);
        inHead = false;
      }
      // The last character may be the closing quote, or the first half of an escape.
      const held = pending.endsWith('"') || pending.endsWith('\\') ? pending.slice(-1) : '';
      pending = pending.slice(0, pending.length - held.length);
      decode(false);
      pending += held;
    },
    end() {
      if (inHead || !pending.endsWith('"')) refuse();
      pending = pending.slice(0, -1);
      decode(true);
    },
  };
}
