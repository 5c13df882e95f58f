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

/** Below this, custom APIs are called by the names of their upstreams. */
export const API_ROUTE = { prefix: '/apis/', pattern: '/apis/{upstreamName}/{path}', permission: 'apis:call' } as const;

/** Below this, language models are called as OpenAI's are, with the key of a gateway. */
export const LLM_ROUTE = {
  prefix: '/v1/',
  pattern: '/v1/{path}',
  /** Answered here. */
  models: '/v1/models',
  model: '/v1/models/{model}',
  /** Providers read a model's name from what is below these, whatever the body says. */
  namingModels: /^\/v1\/(?:engines|deployments)(?:\/|$)/i,
} as const;
