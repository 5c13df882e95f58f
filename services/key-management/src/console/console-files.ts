import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file of the built console, in memory: so no path that a client makes up ever reaches the disk. */
export interface ConsoleFile {
  readonly mediaType: string;
  /** Its name changes with its content. */
  readonly hashed: boolean;
  /** The content in the first of these codings that is worth it; compressed once, at the first request. */
  readonly encoded: (codings: readonly Coding[]) => Promise<EncodedFile>;
}

export type Coding = 'br' | 'gzip';

export interface EncodedFile {
  readonly content: Buffer;
  readonly coding: Coding | undefined;
}

export const INDEX = '/index.html';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSED_ALREADY = ['.png', '.woff2'];
const WORTH_IT_BYTES = 1024;

const compress: Readonly<Record<Coding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

/** The files of a built console by their paths in addresses; undefined where nothing is built. */
export async function readConsoleFiles(folder: string): Promise<ReadonlyMap<string, ConsoleFile> | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }): Promise<[string, ConsoleFile]> => {
    const file = path.join(parentPath, name);
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    return [address, consoleFile(address, await readFile(file))];
  });
  const byPath = new Map(await Promise.all(read));
  return byPath.has(INDEX) ? byPath : undefined;
}

function consoleFile(address: string, content: Buffer): ConsoleFile {
  const extension = path.extname(address);
  const compressible = content.length >= WORTH_IT_BYTES && !COMPRESSED_ALREADY.includes(extension);
  const compressed = new Map<Coding, Promise<Buffer>>();
  return {
    mediaType: MEDIA_TYPES[extension] ?? 'application/octet-stream',
    hashed: address.startsWith('/assets/'),
    async encoded([coding]) {
      if (!compressible || coding === undefined) return { content, coding: undefined };
      const made = compressed.get(coding) ?? compress[coding](content);
      compressed.set(coding, made);
      return { content: await made, coding };
    },
  };
}
