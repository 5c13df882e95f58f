import type { components, paths } from '../generated/key-management.ts';

/** The named schemas of the OpenAPI document: `Schemas['ApiKey']`. */
export type Schemas = components['schemas'];

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** Worked out once for each method: asked for anew at each call, it would be too much for the compiler. */
type Paths = {
  [M in Method]: { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths];
};

/** The paths of the API that have a method. */
export type PathWith<M extends Method> = Paths[M];

type OperationOf<M extends Method, P extends PathWith<M>> = paths[P][M];

/** What every call may say beside what its operation takes. */
export interface CallOptions {
  /** Ends the call, also between two attempts. */
  readonly signal?: AbortSignal;
  /** How long one attempt may take; 60 seconds where left out, 0 for no limit. */
  readonly timeoutMs?: number;
  /** The ETag that was read: 412 if the resource has changed since (RFC 9110). */
  readonly ifMatch?: string;
  /** Made anew for each call where left out; give one to repeat a call across processes. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type PathPart<O> = O extends { parameters: { path: infer Path } } ? { readonly path: Path } : object;
type QueryPart<O> = O extends { parameters: { query?: infer Query } } ? { readonly query?: Query } : object;
type BodyPart<O> = O extends { requestBody: { content: infer Content } }
  ? { readonly body: Content[keyof Content] }
  : O extends { requestBody?: { content: infer Content } }
    ? { readonly body?: Content[keyof Content] }
    : object;

/**
 * What a call of an operation takes: its path's parameters, its query, its body. Of each path by itself: of all paths
 * together the compiler would try every path with the query and the body of every other.
 */
export type RequestOf<M extends Method, P extends PathWith<M>> = P extends unknown
  ? PathPart<OperationOf<M, P>> & QueryPart<OperationOf<M, P>> & BodyPart<OperationOf<M, P>> & CallOptions
  : never;

/** The arguments behind the path: none are needed where nothing is required. */
export type Arguments<M extends Method, P extends PathWith<M>> =
  CallOptions extends RequestOf<M, P> ? [request?: RequestOf<M, P>] : [request: RequestOf<M, P>];

type JsonOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;

/** What an operation answers. */
export type ResultOf<M extends Method, P extends PathWith<M>> =
  OperationOf<M, P> extends { responses: infer Responses } ? JsonOf<Responses[keyof Responses]> : never;

/** The paths of lists. */
export type ListPath = {
  [P in PathWith<'get'>]: ResultOf<'get', P> extends { items: unknown[]; nextCursor: string | null } ? P : never;
}[PathWith<'get'>];

/** What a list holds. */
export type ItemOf<P extends ListPath> = ResultOf<'get', P> extends { items: (infer Item)[] } ? Item : never;

/** An answer with what stands outside its body. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}
