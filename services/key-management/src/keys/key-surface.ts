import type { ManagementPermission, Role, TokenKind } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Transaction } from '../database/connect.ts';
import { nullable } from '../http/nullable.ts';
import { Name } from '../names/name.ts';
import type { Access } from '../principals/guard.ts';
import { ExpiresAt, ExpiresIn } from './expiry.ts';
import { AllowedIps, Flows, Limits, Metadata, Tags } from './key-fields.ts';
import type { KeyResource } from './key-resource.ts';
import type { KeyOwner } from './keys-repository.ts';
import type { KeyRow } from './keys-table.ts';

/** What a new key is for: where it is valid and what it may do there. */
export interface KeyPower {
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  readonly gatewayId?: string | null;
  readonly permissions: string[];
  readonly operator: boolean;
}

/**
 * One place of the API where keys are managed. All places share the operations of this folder; a surface says what is
 * its own: path, access rule, bodies, and who may hand out what.
 */
export interface KeySurface {
  readonly kind: TokenKind;
  readonly path: string;
  readonly tag: string;
  /** What summaries call one key, with its article. */
  readonly phrase: string;
  /** What operation ids call one key: `createApiKey`. */
  readonly noun: string;
  /** What audit records call one key: `api-key.created`. */
  readonly auditName: string;
  readonly access: Readonly<Record<'view' | 'create' | 'edit' | 'revoke' | 'rotate', Access>>;
  /** Needed to edit more than the name, beyond `access.edit`. */
  readonly fullEdit?: ManagementPermission;
  /** Throws 404 where what the path names between the tenant and the list does not exist. */
  readonly requirePlace?: (request: FastifyRequest) => Promise<void>;
  readonly createBody: Type.TObject;
  readonly editBody: Type.TObject;
  readonly resource: Type.TObject;
  present(row: KeyRow, now: Date): KeyResource;
  ownerOf(request: FastifyRequest): KeyOwner;
  /** What a new key may do. Throws where the body asks for something impossible. */
  powerOf(body: CreateKeyBody, owner: KeyOwner, tx: Transaction): Promise<KeyPower>;
  /** The permissions that an edit sets; undefined where it leaves them. */
  editedPermissions(body: EditKeyBody): string[] | undefined;
  /** Throws 403 where the caller may not hand out a key of this power, or change what it has handed out. */
  authorize(request: FastifyRequest, power: KeyPower): void;
}

const shared = { metadata: Type.Optional(Metadata), tags: Type.Optional(Tags) };

/** What every body that creates a key may have. */
export const createMembers = {
  name: Type.Optional(Name),
  ...shared,
  expiresAt: Type.Optional(ExpiresAt),
  expiresIn: Type.Optional(ExpiresIn),
};

/** What every body that edits a key may have. */
export const editMembers = {
  name: Type.Optional(Name),
  ...shared,
  expiresAt: Type.Optional(ExpiresAt),
  enabled: Type.Optional(Type.Boolean({ description: 'False suspends the key as immediately as revoking it does.' })),
};

/** What only the keys of client apps have. */
export const clientMembers = {
  flows: Type.Optional(nullable(Flows)),
  allowedIps: Type.Optional(nullable(AllowedIps)),
  limits: Type.Optional(Limits),
};

interface PowerMembers {
  readonly permissions?: string[];
  readonly role?: Role;
}

/** The members of all surfaces' bodies; each surface's schema lets its own ones in and no other. */
export type CreateKeyBody = Static<Type.TObject<typeof createMembers & typeof clientMembers>> &
  PowerMembers & { readonly workspaceId?: string | null; readonly operator?: boolean };
export type EditKeyBody = Static<Type.TObject<typeof editMembers & typeof clientMembers>> & PowerMembers;
