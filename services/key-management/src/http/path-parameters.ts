import { type TSchema, Type } from 'typebox';

const id = (what: string) =>
  Type.String({ pattern: '^[0-9A-Za-z]{16}$', description: `The id of the ${what}.`, examples: ['3kTq9ZpL0aBcDeFg'] });

export const OrganizationId = id('organization');
export const WorkspaceId = id('workspace');
export const UpstreamId = id('upstream');
export const CredentialId = id('credential');
export const GatewayId = id('gateway');
export const MemberId = id('member');
export const WebhookId = id('webhook');
export const KeyId = id('key');
export const LeaseId = id('lease');
export const ImportId = id('import');

/** The name of an upstream as it stands in paths of the gateway. */
export const UpstreamName = Type.String({
  pattern: '^[a-z0-9-]{1,63}$',
  'x-rule': '1–63 of a-z 0-9 -',
  examples: ['flowise-prod'],
});

/** The flow server's own id of a flow. */
export const FlowId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,100}$',
  'x-rule': '1–100 of A-Z a-z 0-9 _ -',
  description: "The flow server's own id of the flow.",
  examples: ['5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11'],
});

const SCHEMAS: Readonly<Record<string, TSchema>> = {
  organizationId: OrganizationId,
  workspaceId: WorkspaceId,
  upstreamId: UpstreamId,
  upstreamName: UpstreamName,
  credentialId: CredentialId,
  gatewayId: GatewayId,
  memberId: MemberId,
  webhookId: WebhookId,
  keyId: KeyId,
  leaseId: LeaseId,
  importId: ImportId,
  flowId: FlowId,
};

/** The schema of the parameters in a route's path; undefined without any. Throws for a name that has no schema here. */
export function pathParameters(path: string): TSchema | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (names.length === 0) return undefined;
  const schemas = names.map((name) => {
    const schema = SCHEMAS[name];
    if (schema === undefined) throw new Error(`the path parameter ${name} has no schema`);
    return [name, schema] as const;
  });
  return Type.Object(Object.fromEntries(schemas));
}
