import type { FastifyInstance } from 'fastify';
import type { FlowMemory, Upload } from './flow-memory.ts';
import { FlowiseError } from './flowise-error.ts';
import { readMultipart } from './multipart.ts';

interface ChatRoute {
  Params: { id: string; chatId: string };
}

/** Files sent to a chat or to the flow's documents. They are counted as they come; only their beginnings are kept. */
export function uploadRoutes(app: FastifyInstance, memory: FlowMemory): void {
  app.post<ChatRoute>('/api/v1/attachments/:id/:chatId', async (request) => {
    const { id, chatId } = request.params;
    memory.chatflow(id);
    if (!request.isMultipartForm) return [];
    const { files } = await readMultipart(request.raw);
    const uploads = files.map((file) => ({ ...file, chatId }));
    memory.keep(uploads);
    return uploads.map(attachment);
  });

  app.get<ChatRoute>('/api/v1/attachments/:id/:chatId', (request) => {
    const { id, chatId } = request.params;
    memory.chatflow(id);
    return Promise.resolve(memory.uploads.filter((upload) => upload.chatId === chatId).map(attachment));
  });

  app.get<{ Querystring: { chatflowId?: string; chatId?: string; fileName?: string } }>(
    '/api/v1/get-upload-file',
    (request, reply) => {
      const { chatflowId, chatId, fileName } = request.query;
      memory.chatflow(chatflowId ?? '');
      const upload = memory.uploads.findLast((one) => one.chatId === chatId && one.name === fileName);
      if (upload === undefined) throw new FlowiseError(404, `File ${fileName} not found`);
      return reply.header('content-disposition', 'attachment').type('application/octet-stream').send(upload.content);
    },
  );

  app.post<{ Params: { id: string } }>('/api/v1/vector/upsert/:id', async (request) => {
    memory.chatflow(request.params.id);
    const numAdded = request.isMultipartForm ? (await readMultipart(request.raw)).files.length : 1;
    return { numAdded, numDeleted: 0, numUpdated: 0, numSkipped: 0, addedDocs: [] };
  });
}

function attachment({ name, mimeType, size, content }: Upload) {
  return { name, mimeType, size, content: content.toString('utf8') };
}
