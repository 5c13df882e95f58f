import { ProblemError, type Schemas } from '@keyward/client';
import { problemOf } from '../session/session-problem.ts';

export type ImportMode = Schemas['ImportResult']['mode'];
export type ImportResult = Schemas['ImportResult'];

export interface Progress {
  readonly phase: 'reading' | 'checking' | 'hashing' | 'writing';
  readonly done: number;
  readonly total: number;
}

interface ImportRequest {
  readonly workspaceId: string;
  readonly csrfToken: string;
  readonly file: File;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Sends a file as it is, without holding it in memory, and reads the answer line by line: progress, then the result.
 * Throws a ProblemError when the file is refused.
 */
export async function importFile(request: ImportRequest): Promise<ImportResult> {
  const { workspaceId, csrfToken, file, mode, dryRun, onProgress } = request;
  const query = new URLSearchParams({ mode, dryRun: String(dryRun) });
  const response = await fetch(`/v1/workspaces/${encodeURIComponent(workspaceId)}/api-keys/import?${query}`, {
    method: 'POST',
    headers: { accept: 'application/x-ndjson', 'content-type': 'application/json', 'x-csrf-token': csrfToken },
    body: file,
  });
  if (!response.ok || response.body === null) throw await problemOf(response);
  for await (const line of linesOf(response.body)) {
    const message: { progress?: Progress; problem?: Record<string, unknown> & { status: number } } & ImportResult =
      JSON.parse(line);
    if (message.problem !== undefined) throw new ProblemError(message.problem.status, message.problem);
    if (message.progress === undefined) return message;
    onProgress(message.progress);
  }
  throw new TypeError('The answer broke off.');
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  // An answer of 100,000 rows is one line: its pieces are put together once.
  let pieces: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = value.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      yield [...pieces, line].join('');
      pieces = [];
    }
    pieces.push(rest);
  }
  if (pieces.some((piece) => piece !== '')) yield pieces.join('');
}
