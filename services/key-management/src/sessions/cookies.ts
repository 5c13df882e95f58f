import type { IncomingHttpHeaders } from 'node:http';

/** A cookie that only this service reads. Its values are base64url and dots, so that nothing needs quoting. */
export interface Cookie {
  /** Its one value in a request. Undefined also where it stands there twice: a neighbour may have set the other one. */
  readonly read: (headers: IncomingHttpHeaders) => string | undefined;
  /** The Set-Cookie header that gives it a value. */
  readonly give: (value: string, maxAgeSeconds: number) => string;
  /** The Set-Cookie header that takes it away. */
  readonly take: () => string;
}

/**
 * A cookie `keyward-<name>`. `secure`: over TLS only, and by the prefix `__Host-` (RFC 6265bis §4.1.3) one that no other
 * host of the domain can set.
 */
export function hostCookie(name: string, secure: boolean): Cookie {
  const fullName = `${secure ? '__Host-' : ''}keyward-${name}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    read({ cookie = '' }) {
      const pairs = cookie.split(';').map((pair) => pair.trim());
      const values = pairs.filter((pair) => pair.startsWith(`${fullName}=`));
      return values.length === 1 ? values[0]?.slice(fullName.length + 1) : undefined;
    },
    give: (value, maxAgeSeconds) => `${fullName}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    take: () => `${fullName}=; Max-Age=0; ${attributes}`,
  };
}
