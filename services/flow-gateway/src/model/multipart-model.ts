import {
  type FoundModel,
  MAX_MODEL_BYTES,
  type ModelScan,
  malformedBody,
  modelAmbiguous,
  modelMissing,
  readsAsModel,
} from './model-scan.ts';
import { type Part, readPartHeaders } from './part-headers.ts';

const MAX_HEADER_BYTES = 4096;
const CRLF = '\r\n';
const LINE_END = Buffer.from(CRLF);
const HEADERS_END = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

/** The boundary of a form (RFC 7578), as clients write it; undefined where the type says more or other things. */
export function boundaryOf(contentType: string): string | undefined {
  const match =
    /^multipart\/form-data[ \t]*;[ \t]*boundary=(?:"([^"]*)"|([^\s";]+))(?:[ \t]*;[ \t]*charset="?utf-?8"?)?$/i.exec(
      contentType,
    );
  const boundary = match?.[1] ?? match?.[2] ?? '';
  return /^[A-Za-z0-9'()+_,./:=?-]{1,70}$/.test(boundary) ? boundary : undefined;
}

/**
 * Finds the part `model` of a form, however long the other parts are. Readers of forms differ in all that is not plain:
 * other line ends, text around the parts, folded or repeated headers, quotes in names. All that is refused.
 */
export function createMultipartModelScan(boundary: string): ModelScan {
  const delimiter = Buffer.from(`--${boundary}`);
  let state: keyof typeof readers = 'delimiter';
  let held: Buffer = NOTHING;
  /** Of `held` in the body. */
  let offset = 0;
  let part: Part | undefined;
  let value = '';
  // No getters: in a literal each request pays for hidden classes of their own, which outlive it.
  const scan: ModelScan & { found: FoundModel | undefined } = {
    found: undefined,
    maxTokens: undefined,
    spell: (name) => name,
    feed,
  };
  /** Each reads what it can; true when it is for another one to go on. */
  const readers = { delimiter: readDelimiter, headers: readHeaders, content: readContent, end: readEnd };

  /** Moves on behind the first `length` bytes that are held. */
  function drop(length: number): Buffer {
    const dropped = held.subarray(0, length);
    held = held.subarray(length);
    offset += length;
    return dropped;
  }

  /** The delimiter and what is behind it. */
  function readDelimiter(): boolean {
    if (held.length < delimiter.length + 2) return false;
    if (!held.subarray(0, delimiter.length).equals(delimiter)) throw malformed('does not begin with its boundary');
    const behind = held.toString('latin1', delimiter.length, delimiter.length + 2);
    if (behind !== CRLF && behind !== '--') throw malformed('has its boundary in the middle of a line');
    drop(delimiter.length + 2);
    state = behind === CRLF ? 'headers' : 'end';
    return true;
  }

  function readHeaders(): boolean {
    const end = held.indexOf(HEADERS_END);
    if (end === -1 || end > MAX_HEADER_BYTES) {
      if (held.length > MAX_HEADER_BYTES) throw malformed('has a part with headers that are too long');
      return false;
    }
    part = readPartHeaders(drop(end + HEADERS_END.length).toString('utf8', 0, end));
    if (part === undefined) throw malformed('has a part with headers that could be read in more than one way');
    if (isModel() && part.isFile) throw modelMissing('The model must be a field, not a file.');
    if (isModel() && scan.found !== undefined) throw modelAmbiguous('The form names the model more than once.');
    state = 'content';
    value = '';
    return true;
  }

  function isModel(): boolean {
    if (part === undefined || !readsAsModel(part.family)) return false;
    if (part.name !== 'model') throw modelAmbiguous('The form has a field that some servers would take for the model.');
    return true;
  }

  function readContent(): boolean {
    const end = held.indexOf(delimiter);
    // What may be the beginning of a delimiter, with the line end before it, is looked at again.
    const length = end === -1 ? Math.max(0, held.length - delimiter.length - 1) : end;
    const content = drop(length);
    if (isModel()) collect(content);
    if (end === -1) return false;
    endContent(content);
    state = 'delimiter';
    return true;
  }

  function collect(content: Buffer): void {
    value += content.toString('latin1');
    if (value.length > MAX_MODEL_BYTES + CRLF.length) throw modelMissing('The name of the model is too long.');
  }

  /** `content` is the last of it, with the line end that belongs to the delimiter. */
  function endContent(content: Buffer): void {
    if (!content.subarray(-2).equals(LINE_END)) throw malformed('has its boundary in the middle of a line');
    if (!isModel()) return;
    const name = Buffer.from(value.slice(0, -2), 'latin1').toString();
    if (name === '' || /[\r\n]/.test(name)) throw modelMissing('The model is empty or has more than one line.');
    scan.found = { name, start: offset - value.length, end: offset - CRLF.length };
  }

  function readEnd(): boolean {
    if (held.length > 2 || !CRLF.startsWith(held.toString('latin1'))) throw malformed('goes on behind its end');
    return false;
  }

  function feed(piece: Buffer): void {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    while (readers[state]());
  }

  return scan;
}

function malformed(what: string) {
  return malformedBody(`The form ${what}.`);
}
