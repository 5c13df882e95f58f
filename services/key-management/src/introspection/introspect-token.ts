import { IntrospectionAnswer } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import type { Scope } from '../http/scope.ts';
import { presentedKeys } from '../keys/presented-keys.ts';
import { renewLookup } from '../keys/renew-lookup.ts';
import { findPresentedKey } from './find-presented-key.ts';
import { introspectionAnswer, visibleAnswer } from './introspection-answer.ts';

const Body = Type.Object(
  { token: Type.String({ description: 'The token to look at.' }) },
  { additionalProperties: false },
);

const EXAMPLE: IntrospectionAnswer = {
  active: true,
  scope: 'flows:execute',
  client_id: '3kTq9ZpL0aBcDeFg',
  token_type: 'Bearer',
  iat: 1769851800,
  sub: '3kTq9ZpL0aBcDeFg',
  iss: 'https://keys.example.com',
  jti: '3kTq9ZpL0aBcDeFg',
  keyward: {
    kind: 'api',
    organizationId: 'Q4b9ZpL0aBcDeFgH',
    workspaceId: 'W7c2YpM1bCdEfGhI',
    gatewayId: null,
    flows: null,
    allowedIps: null,
    limits: { requestsPerMinute: 600 },
    revision: 418,
  },
};

/** `POST /oauth2/introspect` (RFC 7662): what a client app's token is, read from the primary each time. */
export function introspectToken(scope: Scope): void {
  const schema = {
    operationId: 'introspectToken',
    summary: 'Introspect a token',
    description:
      'RFC 7662. Of a token that may not be used, a service key learns the reason; every other caller gets exactly `{"active": false}`, also about keys that it may not view.',
    tags: ['Tokens'],
    consumes: ['application/x-www-form-urlencoded'],
    body: Body,
    response: { 200: { ...IntrospectionAnswer, examples: [EXAMPLE] } },
  };
  const { db, secrets, publicUrl, masterKeys } = scope.services;
  const keys = presentedKeys(db);
  scope.post<{ Body: Static<typeof Body> }>('/oauth2/introspect', { schema }, async (request, reply) => {
    const { token } = request.body;
    const presented = await findPresentedKey(keys, scope.services, token);
    const secretMatches = presented.key !== undefined && (await secrets.verifySecret(presented.key.hash, token));
    if (presented.key !== undefined && secretMatches) {
      // Nobody waits for it: a token that it fails for is found as before, and comes again.
      renewLookup(db, masterKeys, presented.key, token).catch(() => request.log.warn('a look-up was not renewed'));
    }
    const answer = introspectionAnswer(presented, secretMatches, publicUrl, new Date());
    // Written here, since a serializer made from the schema of a union tries its branches one by one.
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(visibleAnswer(answer, request.principal)));
  });
}
