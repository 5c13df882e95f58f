import type { Answered, Arguments, CallOptions, ItemOf, ListPath, Method, PathWith, ResultOf } from './operations.ts';
import { type Fetch, type Outgoing, send } from './send.ts';

export interface KeywardClientOptions {
  /** Where key-management is: `https://keys.example.com`. */
  readonly url: string;
  /** A management key, or what gives one before each call. Left out in a browser that a session's cookie speaks for. */
  readonly token?: string | (() => string | Promise<string>);
  /** How often a call is tried at most; 5 where left out. */
  readonly attempts?: number;
  /** Sent with every call, such as a `User-Agent`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What sends each attempt; the global `fetch` where left out. */
  readonly fetch?: Fetch;
}

/** The management API, typed by its OpenAPI document. Every call throws a ProblemError or a ConnectionError. */
export interface KeywardClient {
  get<P extends PathWith<'get'>>(path: P, ...request: Arguments<'get', P>): Promise<ResultOf<'get', P>>;
  post<P extends PathWith<'post'>>(path: P, ...request: Arguments<'post', P>): Promise<ResultOf<'post', P>>;
  patch<P extends PathWith<'patch'>>(path: P, ...request: Arguments<'patch', P>): Promise<ResultOf<'patch', P>>;
  delete<P extends PathWith<'delete'>>(path: P, ...request: Arguments<'delete', P>): Promise<ResultOf<'delete', P>>;
  /** The items of a list, page after page, each asked for when it is reached. */
  list<P extends ListPath>(path: P, ...request: Arguments<'get', P>): AsyncIterable<ItemOf<P>>;
  /** All items of a list at once. */
  all<P extends ListPath>(path: P, ...request: Arguments<'get', P>): Promise<ItemOf<P>[]>;
  /** Any of them, with the status and the headers: for an ETag. */
  request<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    ...request: Arguments<M, P>
  ): Promise<Answered<ResultOf<M, P>>>;
  /** The answer as it arrives, for one that is too large to hold or streams; its body is to be read or cancelled. */
  open<M extends Method, P extends PathWith<M>>(method: M, path: P, ...request: Arguments<M, P>): Promise<Response>;
}

const TIMEOUT_MS = 60_000;
const ATTEMPTS = 5;

/** What a call says, seen without its operation. */
interface UntypedRequest extends CallOptions {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
}

/**
 * A client of key-management's API. It repeats what failed for the moment (no answer, 429, 502, 503, 504) with growing
 * pauses: writes carry an `Idempotency-Key`, so a repeat changes nothing twice. Runs in browsers too.
 */
export function createKeywardClient(options: KeywardClientOptions): KeywardClient {
  const base = options.url.replace(/\/+$/, '');

  async function outgoing(method: Method, path: string, request: UntypedRequest): Promise<Outgoing> {
    const token = typeof options.token === 'function' ? await options.token() : options.token;
    const { body, signal } = request;
    const isForm = path.startsWith('/oauth2/');
    return {
      method: method.toUpperCase(),
      url: base + filled(path, request.path ?? {}) + queryOf(request.query ?? {}),
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(method !== 'get' && { 'idempotency-key': request.idempotencyKey ?? randomKey() }),
        ...(body !== undefined && {
          'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        }),
        ...(request.ifMatch !== undefined && { 'if-match': request.ifMatch }),
        ...options.headers,
        ...request.headers,
      },
      timeoutMs: request.timeoutMs ?? TIMEOUT_MS,
      attempts: options.attempts ?? ATTEMPTS,
      fetch: options.fetch ?? fetch,
      ...(body !== undefined && { body: isForm ? formOf(body) : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    };
  }

  async function call(method: Method, path: string, request: UntypedRequest = {}) {
    return send(await outgoing(method, path, request), async (response) => {
      const text = await response.text();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      return { status: response.status, headers: response.headers, body };
    });
  }

  async function* pages(path: string, request: UntypedRequest = {}): AsyncGenerator<unknown> {
    let cursor: string | null | undefined;
    do {
      const query = { limit: 200, ...request.query, ...(cursor !== undefined && { cursor }) };
      const { body } = await call('get', path, { ...request, query });
      const page = body as { items: unknown[]; nextCursor: string | null };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  const answer =
    (method: Method) =>
    async (path: string, request?: UntypedRequest): Promise<unknown> =>
      (await call(method, path, request)).body;

  const client: unknown = {
    get: answer('get'),
    post: answer('post'),
    patch: answer('patch'),
    delete: answer('delete'),
    list: pages,
    async all(path: string, request?: UntypedRequest) {
      const items: unknown[] = [];
      for await (const item of pages(path, request)) items.push(item);
      return items;
    },
    request: call,
    open: async (method: Method, path: string, request: UntypedRequest = {}) =>
      send(await outgoing(method, path, request), async (response) => response),
  };
  // The only step from what the wire brings to the types of the document that the service itself serves.
  return client as KeywardClient;
}

/** A path with its parameters. Throws where one is missing, and for a dot segment, which would name another path. */
function filled(path: string, parameters: object): string {
  const values: Readonly<Record<string, unknown>> = { ...parameters };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      throw new TypeError(`${name} must be an id`);
    }
    return encodeURIComponent(value);
  });
}

function queryOf(query: object): string {
  const text = formOf(query);
  return text === '' ? '' : `?${text}`;
}

function formOf(body: unknown): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(Object(body))) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      form.append(name, value.toString());
    }
  }
  return form.toString();
}

/** An Idempotency-Key: 128 random bits. (`crypto.randomUUID` is missing on pages that came without TLS.) */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
