import type { KeySurface } from '../keys/key-surface.ts';
import { Link } from '../router/link.tsx';
import { serviceSnippets } from './service-snippets.ts';

const ONE = '/v1/service-keys/{keyId}';
const ALL = '/v1/service-keys';
/** No permission: only operators get here. */
const OPERATOR = 'operator';

/** The keys that gateways authenticate with, of the installation as a whole. */
export const serviceKeySurface: KeySurface = {
  cacheKey: ['service-keys'],
  place: { organizationId: null },
  needs: { view: OPERATOR, create: OPERATOR, update: OPERATOR, delete: OPERATOR },
  use: 'gateway',
  list: (api, query, signal) => api.get(ALL, { query, signal }),
  read: (api, keyId, signal) => api.request('get', ONE, { path: { keyId }, ...(signal !== undefined && { signal }) }),
  create: (api, body) => api.post(ALL, { body }),
  edit: (api, keyId, body, ifMatch) => api.patch(ONE, { path: { keyId }, body, ifMatch }),
  rotate: (api, keyId, overlap) => api.post(`${ONE}/rotate`, { path: { keyId }, body: { overlap } }),
  revoke: (api, keyId, reason) => api.delete(ONE, { path: { keyId }, query: reason === '' ? {} : { reason } }),
  link: (keyId, content) => <Link to={`/service-keys/${keyId}`}>{content}</Link>,
  snippets: (token) => serviceSnippets(token, window.location.origin),
};
