import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Scope as AnyScope } from '@keyward/auth/fastify';

/** A Fastify scope whose routes take their types from their schemas. */
export type Scope = AnyScope<TypeBoxTypeProvider>;
