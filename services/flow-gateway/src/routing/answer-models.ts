import { discardBody } from '../edge/discard-body.ts';
import type { Exchange } from '../edge/exchange.ts';
import { modelNotFound } from '../model/model-scan.ts';
import type { FoundGateway } from './llm-directory.ts';

/** Answers with the models of a gateway, or with the one that is asked for. Throws ProblemError `modelNotFound` (404). */
export function answerModels(
  { body: requestBody, response, id, admission }: Exchange,
  found: FoundGateway,
  name: string | undefined,
): undefined {
  const models = found.models.map((model) => ({
    id: model.name,
    object: 'model',
    created: found.gateway.createdAt,
    owned_by: found.gateway.name,
  }));
  const answer = name === undefined ? { object: 'list', data: models } : models.find((model) => model.id === name);
  if (answer === undefined) throw modelNotFound(name ?? '');
  const body = JSON.stringify(answer);
  response.writeHead(200, {
    ...admission?.headers,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': id,
  });
  response.end(body, 'utf8');
  discardBody(requestBody);
}
