import type { FastifyRequest } from 'fastify';
import type { Unsealing } from './routed-upstream.ts';

/** Decrypts credentials for a gateway's request; one that can't be is named in the log, with the master key it needs. */
export function unsealingFor({ server, log }: FastifyRequest): Unsealing {
  return {
    masterKeys: server.services.masterKeys,
    onUnreadable: (credentialId, kid, reason) =>
      log.error({ credentialId, kid, reason }, 'a credential that an upstream needs cannot be read'),
  };
}
