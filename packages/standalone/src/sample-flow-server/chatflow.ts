import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { FlowMemory } from './flow-memory.ts';
import { FlowiseError } from './flowise-error.ts';

interface FlowRoute {
  Params: { id: string };
}

const UPLOADS_CONFIG = {
  isSpeechToTextEnabled: false,
  isImageUploadAllowed: false,
  isRAGFileUploadAllowed: false,
  imgUploadSizeAndTypes: [],
  fileUploadSizeAndTypes: [],
};

/** Reading, changing and deleting the flow, and what an embedded chat asks before it begins. */
export function chatflowRoutes(app: FastifyInstance, memory: FlowMemory): void {
  app.get<FlowRoute>('/api/v1/chatflows/:id', (request) => Promise.resolve(memory.chatflow(request.params.id)));

  app.put<FlowRoute>('/api/v1/chatflows/:id', (request) => {
    if (!Value.Check(Type.Record(Type.String(), Type.Unknown()), request.body)) {
      throw new FlowiseError(412, 'Error: chatflowsController.updateChatflow - body not provided!');
    }
    return Promise.resolve(memory.change(request.params.id, request.body));
  });

  app.delete<FlowRoute>('/api/v1/chatflows/:id', (request) => {
    memory.remove(request.params.id);
    return Promise.resolve({ raw: [], affected: 1 });
  });

  app.get<FlowRoute>('/api/v1/chatflows-streaming/:id', (request) => {
    memory.chatflow(request.params.id);
    return Promise.resolve({ isStreaming: true });
  });

  app.get<FlowRoute>('/api/v1/public-chatbotConfig/:id', (request) => {
    memory.chatflow(request.params.id);
    return Promise.resolve({ uploads: UPLOADS_CONFIG });
  });
}
