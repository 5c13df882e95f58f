import { PROBLEMS, ProblemError } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { parameterFamily } from '../forwarding/name-families.ts';
import type { ModelReader } from '../model/model-reader.ts';
import { modelAmbiguous, readsAsModel } from '../model/model-scan.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { LLM_ROUTE } from './routes-table.ts';

/** A request for the gateway's models, for one of them, or to the provider of the model that its body names. */
export type LlmCall =
  | { readonly asksFor: 'models'; readonly modelName: string | undefined }
  | { readonly asksFor: 'completion'; readonly model: ModelReader };

const BELOW_MODELS = `${LLM_ROUTE.models}/`;

/** Whether a path is one of OpenAI's interface. */
export function isLlmPath(path: string): boolean {
  return path.startsWith(LLM_ROUTE.prefix);
}

/** Recognises what is asked for; `readModel` is to find the model in a request's body. Throws a ProblemError for the rest. */
export function createLlmRecognition(readModel: (exchange: Exchange) => ModelReader) {
  return (exchange: Exchange): LlmCall => {
    const { path, query } = exchange;
    if (path === LLM_ROUTE.models || path.startsWith(BELOW_MODELS)) return recogniseModels(exchange);
    if (path === LLM_ROUTE.prefix || LLM_ROUTE.namingModels.test(path)) {
      throw new ProblemError(GATEWAY_PROBLEMS.routeNotFound);
    }
    exchange.route = LLM_ROUTE.pattern;
    if (query !== '' && query.split(/[&;]/).some((parameter) => readsAsModel(parameterFamily(parameter)))) {
      throw modelAmbiguous('The model stands in the body, not in the query.');
    }
    return { asksFor: 'completion', model: readModel(exchange) };
  };
}

function recogniseModels(exchange: Exchange): LlmCall {
  const { path, request } = exchange;
  // Models are named as their providers do, with slashes too.
  const name = decodeURIComponent(path.slice(LLM_ROUTE.models.length + 1));
  exchange.route = name === '' ? LLM_ROUTE.models : LLM_ROUTE.model;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new ProblemError(PROBLEMS.methodNotAllowed, { headers: { allow: 'GET, HEAD' } });
  }
  return { asksFor: 'models', modelName: name === '' ? undefined : name };
}
