import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { FlowiseError } from './flowise-error.ts';

const KEPT_BYTES = 64 * 1024;

export interface ReceivedFile {
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** The first 64 KiB. */
  readonly content: Buffer;
}

export interface MultipartForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
}

/** Reads a multipart/form-data body of any size as it comes, counts its files and keeps only their beginnings. */
export async function readMultipart(request: IncomingMessage): Promise<MultipartForm> {
  const fields: Record<string, string> = {};
  const files: Promise<ReceivedFile>[] = [];
  const contentType = request.headers['content-type'] ?? '';
  try {
    const parser = Busboy({ headers: { ...request.headers, 'content-type': contentType } });
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (_field, stream, name, _encoding, mimeType) => {
      const file = receive(stream, name, mimeType);
      // A form that is cut off fails as a whole, below; its half file must not fail once more with nobody listening.
      file.catch(() => {});
      files.push(file);
    });
    await pipeline(request, parser);
  } catch (cause) {
    throw new FlowiseError(400, cause instanceof Error ? cause.message : 'The form is malformed.');
  }
  return { fields, files: await Promise.all(files) };
}

async function receive(stream: BusboyFileStream, name: string, mimeType: string): Promise<ReceivedFile> {
  let size = 0;
  const kept: Buffer[] = [];
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    if (size < KEPT_BYTES) kept.push(bytes.subarray(0, KEPT_BYTES - size));
    size += bytes.length;
  }
  return { name, mimeType, size, content: Buffer.concat(kept) };
}
