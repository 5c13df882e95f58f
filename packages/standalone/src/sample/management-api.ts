import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

/** Key-management answered a call with a status that the caller does not expect. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ManagementApi {
  get<T extends TSchema>(path: string, answer: T): Promise<Static<T>>;
  post<T extends TSchema>(path: string, body: object, answer: T): Promise<Static<T>>;
  patch<T extends TSchema>(path: string, body: object, answer: T): Promise<Static<T>>;
  /** The first item of a list, over all of its pages, that fits. */
  find<T extends TSchema>(path: string, item: T, fits: (item: Static<T>) => boolean): Promise<Static<T> | undefined>;
}

/** Key-management's HTTP API, as the holder of `managementKey`. Every call throws an `ApiError` on a status of 400 or more. */
export function connectManagementApi(url: string, managementKey: string): ManagementApi {
  async function call<T extends TSchema>(method: string, path: string, answer: T, body?: object): Promise<Static<T>> {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${managementKey}`, ...(body && { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(10_000),
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new ApiError(response.status, `${method} ${path} answered ${response.status}: ${text}`);
    return Value.Parse(answer, JSON.parse(text));
  }
  return {
    get: (path, answer) => call('GET', path, answer),
    post: (path, body, answer) => call('POST', path, answer, body),
    patch: (path, body, answer) => call('PATCH', path, answer, body),
    async find(path, item, fits) {
      const Page = Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
      let cursor: string | null = '';
      do {
        const page: Static<typeof Page> = await call(
          'GET',
          `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
          Page,
        );
        const found = page.items.find(fits);
        if (found !== undefined) return found;
        cursor = page.nextCursor;
      } while (cursor !== null);
      return undefined;
    },
  };
}
