import { ClientPermissionGrant, type FieldError, KeyLimitsSchema, parseAddressList } from '@keyward/auth';
import { Type } from 'typebox';

/** What the key may do at the gateway. */
export const ClientPermissions = Type.Array(ClientPermissionGrant, {
  minItems: 1,
  uniqueItems: true,
  description: 'What the key may do at the gateway; `*` for everything.',
  examples: [['flows:execute']],
});

export const Flows = Type.Array(
  Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$', 'x-rule': 'must be a flow id: 1–100 of A-Z a-z 0-9 _ -' }),
  { minItems: 1, maxItems: 1000, uniqueItems: true, description: 'The only flows that the key may call.' },
);

export const AllowedIps = Type.Array(Type.String({ maxLength: 64 }), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
  description: 'The only client addresses that may use the key: IPv4 and IPv6 addresses and CIDR blocks.',
  examples: [['203.0.113.0/24', '2001:db8::/32']],
});

export const Limits = KeyLimitsSchema;

const MAX_METADATA_BYTES = 4096;

export const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: `A JSON object of the caller's own, up to ${MAX_METADATA_BYTES} bytes.`,
  examples: [{ team: 'checkout' }],
});

export const Tag = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: String.raw`^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$`,
  'x-rule': 'must be 1–50 characters without control characters, and not begin or end with a space',
});

export const Tags = Type.Array(Tag, { maxItems: 20, uniqueItems: true, examples: [['web']] });

/** What a schema can't say about these members: every problem with them, by JSON pointer. */
export function fieldErrors(body: {
  allowedIps?: readonly string[] | null;
  metadata?: Record<string, unknown>;
}): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, entry] of (body.allowedIps ?? []).entries()) {
    const detail = addressProblem(entry);
    if (detail !== undefined) errors.push({ pointer: `/allowedIps/${index}`, detail });
  }
  if (body.metadata !== undefined && Buffer.byteLength(JSON.stringify(body.metadata)) > MAX_METADATA_BYTES) {
    errors.push({ pointer: '/metadata', detail: `must not be longer than ${MAX_METADATA_BYTES} bytes as JSON` });
  }
  return errors;
}

function addressProblem(entry: string): string | undefined {
  try {
    parseAddressList([entry]);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
