import { CREDENTIAL_LOCATIONS } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import type { CredentialUser } from './credential-users.ts';
import { type CredentialRow, VISIBILITIES } from './credentials-table.ts';

const Moment = Type.String({ format: 'date-time' });

const KeyName = nullable(Type.String(), 'Of the header or query parameter; null for `bearer`.');

const facts = {
  id: Type.String(),
  organizationId: Type.String(),
  workspaceId: Type.String(),
  name: Type.String(),
  service: Type.String(),
  location: Type.Enum([...CREDENTIAL_LOCATIONS], { type: 'string' }),
  keyName: KeyName,
  valueHint: nullable(Type.String(), 'The last four characters, where the value has 20 or more.'),
  visibility: Type.Enum([...VISIBILITIES], { type: 'string' }),
  sharedWith: nullable(Type.Array(Type.String()), 'Null where it is personal, or shared with the whole workspace.'),
  owner: Type.Object({ type: Type.String(), id: Type.String() }),
  kid: Type.String({ description: 'The master key that the value is encrypted under.' }),
  createdAt: Moment,
  createdBy: Type.String({ description: 'The id of the principal that created it.' }),
  updatedAt: Moment,
  valueUpdatedAt: Moment,
  lastUsedAt: nullable(Moment),
};

export const Credential = Type.Object(
  {
    ...facts,
    readable: Type.Boolean({ description: 'False where the master key `kid` is not there any more.' }),
    usedBy: Type.Array(
      Type.Object({
        type: Type.Enum(['upstream', 'flow', 'gateway'], { type: 'string' }),
        id: Type.String(),
        name: Type.String(),
      }),
      {
        description:
          'The upstreams that it is attached to. Where one credential is read, also the flows and gateways behind them.',
      },
    ),
  },
  {
    title: 'Credential',
    examples: [
      {
        id: 'C1a2b3c4d5e6f7g8',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        name: 'OpenAI of the support team',
        service: 'openai',
        location: 'bearer',
        keyName: null,
        valueHint: '…x4Yz',
        visibility: 'shared',
        sharedWith: null,
        owner: { type: 'management-key', id: '3kTq9ZpL0aBcDeFg' },
        kid: '2026-01',
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
        valueUpdatedAt: '2026-01-05T09:30:00.000Z',
        lastUsedAt: null,
        readable: true,
        usedBy: [{ type: 'upstream', id: 'U1a2b3c4d5e6f7g8', name: 'openai' }],
      },
    ],
  },
);

/** What audit records show of a row. */
export function credentialFacts(row: CredentialRow): Static<Type.TObject<typeof facts>> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    name: row.name,
    service: row.service,
    location: row.location,
    keyName: row.keyName,
    valueHint: row.valueHint,
    visibility: row.visibility,
    sharedWith: row.sharedWith,
    owner: { type: row.ownerType, id: row.ownerId },
    kid: row.kid,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    valueUpdatedAt: row.valueUpdatedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** What answers show of a row. */
export function credentialResource(
  row: CredentialRow,
  ring: MasterKeyRing,
  usedBy: readonly CredentialUser[],
): Static<typeof Credential> {
  const readable = ring.all('credential').some(({ kid }) => kid === row.kid);
  return { ...credentialFacts(row), readable, usedBy: [...usedBy] };
}

const HINT_NEEDS = 20;

/** The last four characters of a value, where enough of it stays unknown. */
export function valueHint(value: string): string | null {
  return value.length >= HINT_NEEDS ? `…${value.slice(-4)}` : null;
}
