import type { InjectedCredential } from '@keyward/auth';

import { begunAtEnd } from './begun-at-end.ts';

/** Takes a credential out of what an upstream answers: some repeat the request, header by header, in their errors. */
export interface CredentialMask {
  readonly header: (value: string) => string;
  /** For the body of one response. */
  readonly body: () => BodyMask;
}

export interface BodyMask {
  /** What may go on to the client; the end of a piece is held back as long as it might be a beginning of the credential. */
  pass(piece: Buffer): Buffer;
  /** What was held back, at the end. */
  rest(): Buffer;
}

/** Shorter values stand in answers by chance; they would be no secret either. */
const MIN_LENGTH = 8;
const STAR = '*';
const NOTHING = Buffer.alloc(0);

const masks = new WeakMap<InjectedCredential, CredentialMask>();

/** The mask for a credential: each of its characters becomes a star, so that lengths stay as announced. */
export function credentialMask(credential: InjectedCredential): CredentialMask {
  const known = masks.get(credential);
  if (known !== undefined) return known;
  const texts = spellings(credential.value);
  const patterns = texts.map((text) => Buffer.from(text));
  const mask: CredentialMask = {
    header: (value) => texts.reduce((rest, text) => rest.replaceAll(text, STAR.repeat(text.length)), value),
    body: () => bodyMask(patterns),
  };
  masks.set(credential, mask);
  return mask;
}

/** The value as it is, without its scheme, as it stands in a URL, and in JSON. */
function spellings(value: string): string[] {
  const bare = value.slice(value.lastIndexOf(' ') + 1);
  const inJson = JSON.stringify(value).slice(1, -1);
  const texts = [value, bare].flatMap((text) => [text, encodeURIComponent(text)]);
  const all = new Set([...texts, inJson, inJson.replaceAll('/', String.raw`\/`)]);
  return [...all].filter((text) => text.length >= MIN_LENGTH);
}

function bodyMask(patterns: readonly Buffer[]): BodyMask {
  let held: Buffer = NOTHING;
  return {
    pass(piece) {
      const data = masked(held.length === 0 ? piece : Buffer.concat([held, piece]), patterns);
      const kept = Math.max(0, ...patterns.map((pattern) => begunAtEnd(data, pattern)));
      held = data.subarray(data.length - kept);
      return kept === 0 ? data : data.subarray(0, data.length - kept);
    },
    rest: () => held,
  };
}

function masked(data: Buffer, patterns: readonly Buffer[]): Buffer {
  let result = data;
  for (const pattern of patterns) {
    for (let at = result.indexOf(pattern); at !== -1; at = result.indexOf(pattern, at + pattern.length)) {
      // The piece belongs to the connection's buffer.
      if (result === data) result = Buffer.from(data);
      result.fill(STAR, at, at + pattern.length);
    }
  }
  return result;
}
