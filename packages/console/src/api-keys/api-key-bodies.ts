import type { Schemas } from '@keyward/client';
import type { KeyChanges, NewKey } from '../keys/key-surface.ts';

/** The body that makes an API key. Its permissions come from a form that offers those of client keys only. */
export const newApiKey = (body: NewKey) => body as Schemas['NewApiKey'];

/** The body that changes an API key, likewise. */
export const apiKeyChanges = (body: KeyChanges) => body as Schemas['ApiKeyChanges'];
