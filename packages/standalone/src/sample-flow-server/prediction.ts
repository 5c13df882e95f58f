import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { FlowMemory } from './flow-memory.ts';
import { FlowiseError } from './flowise-error.ts';
import { readMultipart } from './multipart.ts';

const TOKEN_PAUSE_MS = 20;

const Prediction = Type.Object({
  question: Type.Optional(Type.String()),
  chatId: Type.Optional(Type.String()),
  streaming: Type.Optional(Type.Union([Type.Boolean(), Type.String()])),
  overrideConfig: Type.Optional(Type.Object({ sessionId: Type.Optional(Type.String()) })),
});

interface Answer {
  readonly text: string;
  readonly question: string;
  readonly chatId: string;
  readonly chatMessageId: string;
  readonly isStreamValid: boolean;
  readonly sessionId: string;
  readonly memoryType: string;
}

/** `POST /api/v1/prediction/:id`, plain and streaming, and its internal twin. The flow says what it was asked. */
export function predictionRoutes(app: FastifyInstance, memory: FlowMemory): void {
  for (const path of ['/api/v1/prediction/:id', '/api/v1/internal-prediction/:id']) {
    app.post<{ Params: { id: string } }>(path, async (request, reply) => {
      memory.chatflow(request.params.id);
      const body = request.isMultipartForm ? (await readMultipart(request.raw)).fields : (request.body ?? {});
      if (!Value.Check(Prediction, body)) throw new FlowiseError(400, 'The body is not that of a prediction.');
      const streaming = body.streaming === true || body.streaming === 'true';
      const answer = predict(request.params.id, body, streaming, memory);
      return streaming ? stream(reply, answer) : answer;
    });
  }
}

function predict(flowId: string, body: Static<typeof Prediction>, streaming: boolean, memory: FlowMemory): Answer {
  const question = body.question ?? '';
  const chatId = body.chatId || body.overrideConfig?.sessionId || randomUUID();
  const sessionId = body.overrideConfig?.sessionId || chatId;
  const conversation = { chatflowid: flowId, chatId, sessionId };
  memory.remember({ ...conversation, role: 'userMessage', content: question });
  const text = question === '' ? 'You asked nothing.' : `You asked: ${question}`;
  const said = memory.remember({ ...conversation, role: 'apiMessage', content: text });
  return {
    text,
    question,
    chatId,
    chatMessageId: said.id,
    isStreamValid: streaming,
    sessionId,
    memoryType: said.memoryType,
  };
}

function stream(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .header('content-type', 'text/event-stream')
    .header('cache-control', 'no-cache')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(frames(answer)));
}

async function* frames({
  text,
  chatId,
  chatMessageId,
  question,
  sessionId,
  memoryType,
}: Answer): AsyncGenerator<string> {
  yield frame('start', '');
  for (const token of text.match(/\s*\S+/g) ?? []) {
    yield frame('token', token);
    await sleep(TOKEN_PAUSE_MS);
  }
  yield frame('metadata', { chatId, chatMessageId, question, sessionId, memoryType });
  yield frame('end', '[DONE]');
}

/** Flowise's own framing: `message:` is a field without a value. */
function frame(event: string, data: unknown): string {
  return `message:\ndata:${JSON.stringify({ event, data })}\n\n`;
}
