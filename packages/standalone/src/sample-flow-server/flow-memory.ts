import { randomUUID } from 'node:crypto';
import { FlowiseError } from './flowise-error.ts';
import { SAMPLE_FLOW_ID } from './sample-flow.ts';

const MAX_MESSAGES = 1000;
const MAX_UPLOADS = 100;

export interface ChatMessage {
  readonly id: string;
  readonly role: 'userMessage' | 'apiMessage';
  readonly chatflowid: string;
  readonly content: string;
  readonly chatType: 'EXTERNAL';
  readonly chatId: string;
  readonly sessionId: string;
  readonly memoryType: string;
  readonly createdDate: string;
}

export interface Upload {
  readonly chatId: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** The first part of the content. */
  readonly content: Buffer;
}

export interface FlowMemory {
  /** The chatflow, as Flowise shows it. Throws a 404 for any other id, and once it is deleted. */
  chatflow(id: string): Record<string, unknown>;
  change(id: string, members: Record<string, unknown>): Record<string, unknown>;
  remove(id: string): void;
  readonly messages: ChatMessage[];
  readonly uploads: Upload[];
  remember(message: Omit<ChatMessage, 'id' | 'chatType' | 'memoryType' | 'createdDate'>): ChatMessage;
  keep(uploads: readonly Upload[]): void;
}

/** What the sample flow server knows: one flow, and the latest of what was said and sent to it. Gone at its end. */
export function createFlowMemory(): FlowMemory {
  const since = new Date().toISOString();
  let flow: Record<string, unknown> | undefined = {
    id: SAMPLE_FLOW_ID,
    name: 'Sample flow',
    flowData: '{"nodes":[],"edges":[]}',
    deployed: false,
    isPublic: false,
    apikeyid: null,
    chatbotConfig: null,
    category: null,
    type: 'CHATFLOW',
    createdDate: since,
    updatedDate: since,
  };
  const messages: ChatMessage[] = [];
  const uploads: Upload[] = [];

  function chatflow(id: string): Record<string, unknown> {
    if (flow === undefined || id !== SAMPLE_FLOW_ID) {
      throw new FlowiseError(404, `Chatflow ${id} not found in the database!`);
    }
    return flow;
  }

  return {
    chatflow,
    messages,
    uploads,
    change(id, members) {
      flow = { ...chatflow(id), ...members, id, updatedDate: new Date().toISOString() };
      return flow;
    },
    remove(id) {
      chatflow(id);
      flow = undefined;
    },
    remember(message) {
      const kept: ChatMessage = {
        ...message,
        id: randomUUID(),
        chatType: 'EXTERNAL',
        memoryType: 'Buffer Memory',
        createdDate: new Date().toISOString(),
      };
      messages.push(kept);
      messages.splice(0, messages.length - MAX_MESSAGES);
      return kept;
    },
    keep(more) {
      uploads.push(...more);
      uploads.splice(0, uploads.length - MAX_UPLOADS);
    },
  };
}
