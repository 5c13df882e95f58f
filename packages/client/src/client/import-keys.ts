import { ConnectionError } from './connection-error.ts';
import { type KeywardClient, randomKey } from './keyward-client.ts';
import type { RequestOf, Schemas } from './operations.ts';
import { ProblemError } from './problem-error.ts';
import { readLines } from './read-lines.ts';

const INTO_WORKSPACE = '/v1/workspaces/{workspaceId}/api-keys/import';
const INTO_ORGANIZATION = '/v1/organizations/{organizationId}/api-keys/import';
type ImportRequest = RequestOf<'post', typeof INTO_WORKSPACE>;

/** What an import is at, in rows; `total` is an estimate while the file is read. */
export interface ImportProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** Into which workspace, or, for keys that are valid in all of its workspaces, into which organization. */
export type ImportPlace = { readonly workspaceId: string } | { readonly organizationId: string };

export type ImportOptions = ImportPlace & {
  /** The file's JSON: an export of Keyward, a file of Flowise, or a list written by hand. */
  readonly file: ImportRequest['body'];
  readonly mode: NonNullable<NonNullable<ImportRequest['query']>['mode']>;
  /** Only tell what would happen. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
};

const ATTEMPTS = 3;

/**
 * Takes a file of keys in and tells how far it is. An answer that breaks off is asked for again under the
 * same `Idempotency-Key`: the file is taken in once. Throws a ProblemError or a ConnectionError.
 */
export async function importKeys(keyward: KeywardClient, options: ImportOptions): Promise<Schemas['ImportResult']> {
  const { file, mode, dryRun = false, signal } = options;
  const request = {
    query: { mode, dryRun },
    body: file,
    headers: { accept: 'application/x-ndjson' },
    idempotencyKey: randomKey(),
    timeoutMs: 0,
    ...(signal !== undefined && { signal }),
  };
  for (let attempt = 1; ; attempt++) {
    const response = await open(keyward, options, request);
    try {
      return await resultOf(response, options.onProgress);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      signal?.throwIfAborted();
      if (attempt === ATTEMPTS) throw new ConnectionError(response.url, error);
    }
  }
}

function open(keyward: KeywardClient, place: ImportPlace, request: Omit<ImportRequest, 'path'>): Promise<Response> {
  if ('workspaceId' in place) {
    return keyward.open('post', INTO_WORKSPACE, { ...request, path: { workspaceId: place.workspaceId } });
  }
  return keyward.open('post', INTO_ORGANIZATION, { ...request, path: { organizationId: place.organizationId } });
}

async function resultOf(response: Response, onProgress: ImportOptions['onProgress']): Promise<Schemas['ImportResult']> {
  for await (const line of readLines(response)) {
    if (hasMember(line, 'progress')) onProgress?.(line.progress as ImportProgress);
    else if (hasMember(line, 'problem')) throw problemIn(line.problem);
    else return line as Schemas['ImportResult'];
  }
  throw new Error('the answer broke off');
}

function problemIn(value: unknown): ProblemError {
  const document: Record<string, unknown> = { ...Object(value) };
  return new ProblemError(typeof document.status === 'number' ? document.status : 500, document);
}

function hasMember<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
