import type { ClientPermission } from '@keyward/auth';

/** What a request needs: a key with this permission, or nothing at all. */
export type Access = ClientPermission | 'bare';

/** One path below which flows are called, and what each method needs. GET stands for HEAD too. */
export interface FlowRoute {
  /** Segments in braces stand for exactly one segment each. */
  readonly pattern: string;
  readonly methods: Readonly<Record<string, Access>>;
  /** A flow that is registered as public needs no key here. */
  readonly opensPublicFlows?: true;
}

/** Every route that is forwarded to a flow server. Where the pattern has no flow id, the query has to name it. */
export const FLOW_ROUTES: readonly FlowRoute[] = [
  { pattern: '/api/v1/prediction/{flowId}', methods: { POST: 'flows:execute' }, opensPublicFlows: true },
  { pattern: '/api/v1/internal-prediction/{flowId}', methods: { POST: 'flows:execute' } },
  { pattern: '/api/v1/vector/upsert/{flowId}', methods: { POST: 'flows:execute' } },
  { pattern: '/api/v1/attachments/{flowId}/{chatId}', methods: { GET: 'flows:execute', POST: 'flows:execute' } },
  { pattern: '/api/v1/get-upload-file', methods: { GET: 'flows:execute' } },
  { pattern: '/api/v1/chatmessage/{flowId}', methods: { GET: 'logs:view', DELETE: 'logs:view' } },
  { pattern: '/api/v1/executions', methods: { GET: 'logs:view' } },
  { pattern: '/api/v1/upsert-history/{flowId}', methods: { GET: 'logs:view' } },
  {
    pattern: '/api/v1/chatflows/{flowId}',
    methods: { GET: 'deployments:manage', PUT: 'deployments:manage', DELETE: 'deployments:manage' },
  },
  // Flowise's SDK and embed call these without a key.
  { pattern: '/api/v1/chatflows-streaming/{flowId}', methods: { GET: 'bare' } },
  { pattern: '/api/v1/public-chatbotConfig/{flowId}', methods: { GET: 'bare' } },
];
