import type { AddressList } from '../network/index.ts';
import type { KeyLimits } from '../wire/index.ts';

/** Who a client app's key is and what it may do, as introspection told it. */
export interface ClientKey {
  readonly id: string;
  readonly kind: 'api' | 'gw';
  readonly organizationId: string;
  /** Null for a key of the whole organization. */
  readonly workspaceId: string | null;
  readonly gatewayId: string | null;
  readonly permissions: readonly string[];
  /** Null when every flow is allowed. */
  readonly flows: readonly string[] | null;
  /** Null when every client address is allowed. */
  readonly allowedIps: AddressList | null;
  readonly limits: KeyLimits;
  /** Milliseconds since the epoch; null when it never expires. */
  readonly expiresAt: number | null;
  readonly revision: number;
}
