import { CLIENT_PERMISSIONS, type FieldError, KeyLimitsSchema, parseAddressList } from '@keyward/auth';
import { Type } from 'typebox';
import { Name } from '../names/name.ts';

const MAX_METADATA_BYTES = 4096;

/** What a key may do at the gateway. (The item has a type, so that looking for doubles stays linear.) */
export const ClientPermissions = Type.Array(Type.Enum([...CLIENT_PERMISSIONS, '*'], { type: 'string' }), {
  minItems: 1,
  uniqueItems: true,
  description: 'What the key may do at the gateway; `*` for everything.',
  examples: [['flows:execute']],
});

export const Flows = Type.Array(
  Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$', 'x-rule': 'a flow id: 1–100 of A-Z a-z 0-9 _ -' }),
  {
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
    description: 'The only flows that the key may call; null for all.',
    examples: [['support-bot']],
  },
);

export const AllowedIps = Type.Array(Type.String({ maxLength: 64 }), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
  description: 'The only client addresses that may use the key, as addresses and CIDR blocks; null for all.',
  examples: [['203.0.113.0/24', '2001:db8::/32']],
});

/** How much the key may be used. */
export const Limits = Type.Object(KeyLimitsSchema.properties, {
  additionalProperties: false,
  description: 'How much the key may be used; what is left out is not limited.',
  examples: [{ requestsPerMinute: 600 }],
});

export const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: `A JSON object of the caller's own, up to ${MAX_METADATA_BYTES} bytes.`,
  examples: [{ team: 'checkout' }],
});

/** As a name, only shorter. */
export const Tag = Type.String({ ...Name, maxLength: 50, examples: ['web'] });

export const Tags = Type.Array(Tag, { maxItems: 20, uniqueItems: true, examples: [['web']] });

/** What a schema can't say about these members: every problem with them, by JSON pointer. */
export function fieldErrors(body: {
  readonly allowedIps?: readonly string[] | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
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

/** The rule that an entry breaks. The pointer says which entry it is, so its text, whatever it may be, is left out. */
function addressProblem(entry: string): string | undefined {
  try {
    parseAddressList([entry]);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message.replace(JSON.stringify(entry), '').trim();
    throw error;
  }
}
