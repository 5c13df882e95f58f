import type { Socket } from 'node:net';

import { bySpelling, fieldValue, HEAD_END, isCleanHead, isToken, LINE_END, lineEnd, ownText } from '../message-head.ts';
import type { ReadHeaders, RequestHead } from './client-message.ts';

/** A request that was read here: all of it is in one piece of bytes, and nothing in it can be read in two ways. */
export interface PlainRequest extends RequestHead {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer | null;
  /** Whether the client keeps the connection for another request. */
  readonly keepsConnection: boolean;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const VERSION = ' HTTP/1.1';
/** Longer heads are rare, and refused elsewhere. */
const MAX_HEAD = 8 * 1024;
const MAX_HEADERS = 100;
/** Longer ones are streamed. */
const SHORT_BODY = 16 * 1024;
const TARGET = /^\/[\x21-\x7e]*$/;
const DIGITS = /^\d{1,9}$/;

/**
 * Reads a request that is as plain as nearly all are; `begun` where nothing is missing but the rest of a short body.
 * Undefined for all others, which are node's to read: whatever is pipelined, chunked, upgraded, repeated, folded, malformed
 * or only unusual. So this reader has no case in which it would have to guess, and none in which it refuses.
 */
export function readPlainRequest(bytes: Buffer, socket: Socket): PlainRequest | 'begun' | undefined {
  const text = bytes.toString('latin1', 0, MAX_HEAD);
  const end = text.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  if (!isCleanHead(bytes, 0, end)) return undefined;
  const firstEnd = lineEnd(head, 0);
  const methodEnd = head.indexOf(' ');
  const targetEnd = firstEnd - VERSION.length;
  if (methodEnd === -1 || targetEnd <= methodEnd || !head.startsWith(VERSION, targetEnd)) return undefined;
  const method = head.slice(0, methodEnd);
  const url = bytes.toString('latin1', methodEnd + 1, targetEnd);
  if (!METHODS.has(method) || !TARGET.test(url)) return undefined;

  const fields = readFields(head, firstEnd + LINE_END.length);
  if (fields === undefined) return undefined;
  const { rawHeaders, headers } = fields;
  const connection = headers.connection?.toLowerCase() ?? 'keep-alive';
  if (connection !== 'keep-alive' && connection !== 'close') return undefined;
  const length = headers['content-length'];
  if (length !== undefined && !DIGITS.test(length)) return undefined;
  const start = end + HEAD_END.length;
  const missing = start + Number(length ?? 0) - bytes.length;
  if (missing > 0 && Number(length) <= SHORT_BODY) return 'begun';
  if (missing !== 0) return undefined;
  const body = start === bytes.length ? null : bytes.subarray(start);
  const keepsConnection = connection !== 'close';
  return { method, url, httpVersion: '1.1', rawHeaders, headers, socket, body, keepsConnection };
}

/** The header fields from `from` on; undefined where one of them takes more than to be looked up and passed on. */
function readFields(head: string, from: number): { rawHeaders: string[]; headers: ReadHeaders } | undefined {
  const rawHeaders: string[] = [];
  const read = noHeaders();
  for (let at = from; at < head.length; ) {
    const end = lineEnd(head, at);
    const colon = head.indexOf(':', at);
    // Where the line has no whole end, `end` is in front of the colon.
    if (colon === -1 || colon > end || rawHeaders.length === 2 * MAX_HEADERS) return undefined;
    const { name, kind } = fieldNamed(head.slice(at, colon));
    if (kind === 'not plain') return undefined;
    const value = fieldValue(head, colon + 1, end);
    if (kind !== 'passed on') {
      if (read[kind] !== undefined) return undefined;
      read[kind] = ownText(value);
    }
    rawHeaders.push(name, value);
    at = end + LINE_END.length;
  }
  return { rawHeaders, headers: read };
}

type ReadName = keyof ReadHeaders;
/** What becomes of a header: looked up by its name, passed on only, or left to node with its whole request. */
type Kind = ReadName | 'passed on' | 'not plain';

/** All of them in one shape, whichever come. */
function noHeaders(): Record<ReadName, string | undefined> {
  return {
    'access-control-request-method': undefined,
    connection: undefined,
    'content-length': undefined,
    expect: undefined,
    host: undefined,
    origin: undefined,
    traceparent: undefined,
    tracestate: undefined,
    via: undefined,
    'x-forwarded-for': undefined,
    'x-forwarded-host': undefined,
    'x-forwarded-proto': undefined,
    'x-request-id': undefined,
  };
}

const READ_NAMES: ReadonlyMap<string, ReadName> = new Map(namesOf(noHeaders()).map((name) => [name, name]));
/** What changes how a message is framed, or what its connection is for. */
const NEVER_PLAIN: ReadonlySet<string> = new Set([
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** With the name as it is spelt, but not cut out of a head: looking up one that is takes three times as long. */
const fieldNamed = bySpelling((name): { name: string; kind: Kind } => ({ name, kind: kindOf(name) }));

function kindOf(spelt: string): Kind {
  if (!isToken(spelt)) return 'not plain';
  const name = spelt.toLowerCase();
  // Servers behind this one may take an underscore for a dash.
  if (NEVER_PLAIN.has(name.replaceAll('_', '-'))) return 'not plain';
  return READ_NAMES.get(name) ?? 'passed on';
}

function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record).filter((key): key is Name => key in record);
}
