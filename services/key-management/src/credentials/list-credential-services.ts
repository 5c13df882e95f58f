import { Type } from 'typebox';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { CredentialService } from './credential-service.ts';
import { CREDENTIAL_SERVICES } from './credential-services.ts';

/** `GET /v1/credential-services`: the catalogue of well-known services. */
export function listCredentialServices(scope: Scope): void {
  scope.get(
    '/v1/credential-services',
    {
      schema: {
        operationId: 'listCredentialServices',
        tags: ['Credentials'],
        summary: 'List the well-known services',
        description: 'Where the key of each goes in a request, its base URL, and where a person gets one.',
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
        response: { 200: pageOf(CredentialService) },
      },
    },
    async (request) => {
      const { cursors } = request.server.services;
      const { limit, cursor } = request.query;
      const list = listIdentity('credential-services', '', request.query);
      const [last] = cursors.open(list, cursor) ?? [];
      const start = CREDENTIAL_SERVICES.findIndex(({ service }) => service === last) + 1;
      const rows = CREDENTIAL_SERVICES.slice(start, start + limit + 1);
      return pageFrom(
        rows,
        limit,
        (row) => row,
        ({ service }) => cursors.seal(list, [service]),
      );
    },
  );
}
