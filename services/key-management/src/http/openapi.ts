import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { bearerSecurityScheme } from '@keyward/auth/fastify';
import type { FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import { SESSION_SECURITY, sessionSecurityScheme } from '../sessions/security.ts';
import { nameSchemas } from './named-schemas.ts';

const DESCRIPTION = `Issues and manages API keys for AI flows.

Errors are problem documents (RFC 9457) whose \`type\` is a stable path. Lists are paged by cursor. Writes take an
\`Idempotency-Key\`. Times are RFC 3339 UTC.`;

const TAGS = [
  ['Organizations', 'The tenants.'],
  ['Workspaces', 'The environments of an organization, such as Production and Staging.'],
  ['API keys', 'What client apps present at the gateway to call flows and custom APIs.'],
  ['Management keys', 'What automation presents at this API.'],
  ['Service keys', 'What gateways present at this API.'],
  ['Upstreams', 'The servers that a gateway may call.'],
  ['Credentials', "Stored keys of other people's services, which gateways send along."],
  ['Flows', 'The flows of a workspace and the servers that run them.'],
  ['Gateways', 'Named routes to language models.'],
  ['Gateway keys', "What client apps present at the gateway's LLM endpoint."],
  ['Members', 'The people of an organization.'],
  ['Tokens', 'Introspection (RFC 7662), revocation by the holder (RFC 7009), and who one is.'],
  ['Session', 'Signing in and out, for browsers.'],
  ['Usage', 'What keys were used for, why they were refused, and what somebody should look at.'],
  ['Webhooks', 'Who is told of what happens.'],
  ['Audit', 'Who did what.'],
  ['Health', 'Whether the service runs and can serve.'],
] as const;

/** Serves the OpenAPI 3.1 document of the routes at `/openapi.json`, and a page to try them at `/docs`. */
export async function serveOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Keyward key management',
        version: packageJson.version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: { securitySchemes: { bearer: bearerSecurityScheme, [SESSION_SECURITY]: sessionSecurityScheme } },
    },
    convertConstToEnum: false,
    transformObject: (document) => ('openapiObject' in document ? nameSchemas(document.openapiObject) : {}),
    refResolver: { buildLocalReference: (schema) => (typeof schema.$id === 'string' ? schema.$id : 'Schema') },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
}
