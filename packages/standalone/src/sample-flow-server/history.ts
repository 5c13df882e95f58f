import type { FastifyInstance } from 'fastify';
import type { ChatMessage, FlowMemory } from './flow-memory.ts';

interface FlowRoute {
  Params: { id: string };
  Querystring: { chatId?: string; sessionId?: string };
}

/** What was said to the flow, and Flowise's lists of agent runs and document updates. */
export function historyRoutes(app: FastifyInstance, memory: FlowMemory): void {
  app.get<FlowRoute>('/api/v1/chatmessage/:id', (request) => {
    memory.chatflow(request.params.id);
    return Promise.resolve(memory.messages.filter((message) => isWanted(message, request.query)));
  });

  app.delete<FlowRoute>('/api/v1/chatmessage/:id', (request) => {
    memory.chatflow(request.params.id);
    const kept = memory.messages.filter((message) => !isWanted(message, request.query));
    const affected = memory.messages.length - kept.length;
    memory.messages.splice(0, Infinity, ...kept);
    return Promise.resolve({ raw: [], affected });
  });

  // The sample flow is a chatflow, so it has no agent runs.
  app.get('/api/v1/executions', () => Promise.resolve({ data: [], total: 0 }));

  app.get<FlowRoute>('/api/v1/upsert-history/:id', (request) => {
    memory.chatflow(request.params.id);
    return Promise.resolve([]);
  });
}

function isWanted(message: ChatMessage, query: FlowRoute['Querystring']): boolean {
  return (
    (query.chatId === undefined || query.chatId === message.chatId) &&
    (query.sessionId === undefined || query.sessionId === message.sessionId)
  );
}
