import { type Static, Type } from 'typebox';
import { ME_EXAMPLE, Me, meOf } from '../me/me.ts';
import type { Services } from '../services.ts';
import { csrfTokenOf } from './session-id.ts';
import type { Session } from './sessions.ts';

/** What the console learns of who is signed in. */
export const SessionState = Type.Object(
  {
    principal: Me,
    csrfToken: Type.String({ description: 'For the header `X-CSRF-Token` of every write.' }),
    method: Type.Enum(['oidc', 'management-key'], { type: 'string' }),
    expiresAt: Type.String({ format: 'date-time', description: 'When it ends unless it is used again.' }),
    gatewayUrl: Type.Union([Type.String(), Type.Null()], {
      description: 'Where client apps reach the gateways; null where `GATEWAY_URL` does not say it.',
    }),
  },
  {
    title: 'Session',
    examples: [
      {
        principal: ME_EXAMPLE,
        csrfToken: 'gJ0t9Dq1u0m7l2y3pYw8aVhS5cRk4nEoXzBfQiTdWsM',
        method: 'management-key',
        expiresAt: '2026-03-01T13:00:00.000Z',
        gatewayUrl: 'https://gateway.example.com',
      },
    ],
  },
);

/** A session as answers show it. */
export async function sessionState(services: Services, session: Session): Promise<Static<typeof SessionState>> {
  return {
    principal: await meOf(services.db, session.principal),
    csrfToken: csrfTokenOf(session.id),
    method: session.row.method,
    expiresAt: session.row.endsAt.toISOString(),
    gatewayUrl: services.gatewayUrl,
  };
}
