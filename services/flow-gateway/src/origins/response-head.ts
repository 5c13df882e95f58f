import { bySpelling, fieldValue, isBodiless, isToken, lineEnd } from '../message-head.ts';
import type { HeaderList } from './call.ts';
import { malformed } from './origin-error.ts';

/** How long a body is (RFC 9112 section 6.3): so many bytes, or as its chunks or the end of the connection tell. */
export type BodyLength = number | 'chunked' | 'until-close';

export interface ResponseHead {
  readonly status: number;
  readonly headers: HeaderList;
  readonly bodyLength: BodyLength;
  /** For how many milliseconds the origin keeps the connection, as far as it tells; 0 where it closes it. */
  readonly keptMs: number;
}

/** Without a word from the origin. */
const KEPT_MS = 4_000;
const LONGEST_KEPT_MS = 600_000;
/** A connection is not used in the last moments before the origin closes it: a request could cross the close. */
const CLOSING_MS = 2_000;

const STATUS_LINE = /^HTTP\/1\.[01] [1-9]\d\d(?: |\r|$)/;
/** Where the parts of a status line stand. */
const [MINOR_AT, STATUS_AT, STATUS_END] = [7, 9, 12];
/** What no head holds, however it goes on. */
const NEVER_BEGINS_HEAD = /[^\t\r\n -~\x80-\xff]|\r(?!\n|$)|(?<!\r)\n/;
const VERSION = 'HTTP/1.';
const DIGITS = /^\d{1,15}$/;

/**
 * Reads a response's head, given as text of one character a byte without the empty line at its end, as strictly as the
 * grammar is (RFC 9112): what could be read in two ways is refused. Throws OriginError `MALFORMED_RESPONSE`.
 */
export function parseResponseHead(text: string, toHead: boolean): ResponseHead {
  const firstEnd = wholeLine(text, 0);
  if (!STATUS_LINE.test(text)) throw malformed('the status line is none of HTTP/1.1');
  const isOld = text.charAt(MINOR_AT) === '0';
  const status = Number(text.slice(STATUS_AT, STATUS_END));
  const headers: string[] = [];
  let length: string | undefined;
  let coding: string | undefined;
  let connection = '';
  let keepAlive: string | undefined;
  for (let at = firstEnd + 2; at < text.length; ) {
    const end = wholeLine(text, at);
    const colon = text.indexOf(':', at);
    if (colon === -1 || colon > end) throw malformed('a header line has no colon');
    const name = headerName(text.slice(at, colon));
    const value = fieldValue(text, colon + 1, end);
    headers.push(name, value);
    switch (name) {
      case 'content-length':
        if (length !== undefined) throw malformed('there is more than one Content-Length');
        length = withoutTabs(value, text, colon, end);
        break;
      case 'transfer-encoding':
        if (coding !== undefined) throw malformed('there is more than one Transfer-Encoding');
        coding = withoutTabs(value, text, colon, end);
        break;
      case 'connection':
        connection = connection === '' ? value : `${connection}, ${value}`;
        break;
      case 'keep-alive':
        keepAlive = value;
        break;
    }
    at = end + 2;
  }
  const bodyLength = lengthOfBody(length, coding, isOld, toHead || isBodiless(status));
  // RFC 9110 section 8.6: these announce no body, so whether one follows is anybody's guess.
  const isContrary = (status < 200 || status === 204) && (coding !== undefined || Number(length ?? 0) > 0);
  const isKept = bodyLength !== 'until-close' && !isContrary && keeps(connection, isOld);
  if (status < 200 && !isKept) throw malformed('an informational response lets none follow');
  return { status, headers, bodyLength, keptMs: isKept ? keptFor(keepAlive) : 0 };
}

function wholeLine(text: string, from: number): number {
  const end = lineEnd(text, from);
  if (end === -1) throw malformed('a line end is broken');
  return end;
}

/**
 * Throws where nothing that begins with this text becomes a head, so that an origin that speaks something else, and waits,
 * is not waited for.
 */
export function checkBegunHead(text: string): void {
  if (!VERSION.startsWith(text.slice(0, VERSION.length))) throw malformed('the response is none of HTTP/1.1');
  if (NEVER_BEGINS_HEAD.test(text)) throw malformed('the head holds a control character or a broken line end');
}

/** Also where no body follows, what is said of one has to be of one mind. */
function lengthOfBody(
  length: string | undefined,
  coding: string | undefined,
  isOld: boolean,
  hasNone: boolean,
): BodyLength {
  if (coding !== undefined) {
    // RFC 9112 section 6.1: with a Content-Length beside it, or in HTTP/1.0, the framing is faulty.
    if (length !== undefined || isOld) throw malformed('the framing of the body is ambiguous');
    if (coding.toLowerCase() !== 'chunked') throw malformed('the transfer coding is not chunked');
    return hasNone ? 0 : 'chunked';
  }
  if (length !== undefined && !DIGITS.test(length)) throw malformed('the Content-Length is no number');
  if (hasNone) return 0;
  return length === undefined ? 'until-close' : Number(length);
}

function keeps(connection: string, isOld: boolean): boolean {
  if (connection === '') return !isOld;
  // What nearly all say that say anything.
  if (connection === 'keep-alive') return true;
  const options = connection.split(',').map((option) => option.trim().toLowerCase());
  return isOld ? options.includes('keep-alive') && !options.includes('close') : !options.includes('close');
}

function keptFor(keepAlive: string | undefined): number {
  const told = keepAlive === undefined ? undefined : /(?:^|[,; ])timeout=(\d{1,9})(?:$|[,; ])/i.exec(keepAlive)?.[1];
  if (told === undefined) return KEPT_MS;
  return Math.max(0, Math.min(Number(told) * 1000 - CLOSING_MS, LONGEST_KEPT_MS));
}

/** The value of a header about the framing, where nobody can take a tab around it for a part of it. */
function withoutTabs(value: string, text: string, from: number, to: number): string {
  if (text.slice(from, to).includes('\t')) throw malformed('a header about the framing holds a tab');
  return value;
}

/** In lower case. */
const headerName = bySpelling((spelt) => {
  if (!isToken(spelt)) throw malformed('a header name is none');
  return spelt.toLowerCase();
});
