import type { Authentication } from './authentication/authenticate.ts';
import { createApiAuthorisation } from './authorization/authorise-api.ts';
import { createFlowAuthorisation } from './authorization/authorise-flow.ts';
import { createLlmAuthorisation } from './authorization/authorise-llm.ts';
import type { createUpstreamCall } from './forwarding/call-upstream.ts';
import { ModelReader, type ModelReaderOptions } from './model/model-reader.ts';
import { answerModels } from './routing/answer-models.ts';
import type { ApiDirectory } from './routing/api-directory.ts';
import type { FlowDirectory } from './routing/flow-directory.ts';
import type { LlmDirectory } from './routing/llm-directory.ts';
import { recogniseApi } from './routing/recognise-api.ts';
import { createLlmRecognition } from './routing/recognise-llm.ts';
import { recogniseRoute } from './routing/recognise-route.ts';
import { LLM_ROUTE } from './routing/routes-table.ts';
import { createService, type Oversight } from './serve-request.ts';
import type { RequestTracing } from './tracing/request-tracing.ts';
import { createUsageReader } from './usage/usage-reader.ts';

/** What the steps of all kinds of requests are made of. */
export interface ServiceParts {
  readonly authentication: Authentication;
  readonly directories: { readonly flows: FlowDirectory; readonly apis: ApiDirectory; readonly gateways: LlmDirectory };
  readonly forward: ReturnType<typeof createUpstreamCall>;
  /** Where in a body the model has to stand. */
  readonly models: ModelReaderOptions;
  readonly traced: RequestTracing['steps'];
}

/** The three ways through the gateway: to flows, to custom APIs and to language models. */
export function createServices(
  { authentication, directories, forward, models, traced }: ServiceParts,
  oversight: Oversight,
) {
  const { flows, apis, gateways } = directories;

  const serveFlow = createService(
    traced({
      recognise: recogniseRoute,
      authorise: createFlowAuthorisation(authentication, flows),
      forward: (exchange, grant) => forward(exchange, grant, authentication.targetWithoutToken(exchange)),
    }),
    oversight,
  );

  const serveApi = createService(
    traced({
      recognise: recogniseApi,
      authorise: createApiAuthorisation(authentication, apis),
      forward: (exchange, grant, { prefixLength }) =>
        forward(exchange, grant, authentication.targetWithoutToken(exchange).slice(prefixLength)),
    }),
    oversight,
  );

  const serveLlm = createService(
    traced({
      recognise: createLlmRecognition((exchange) => new ModelReader(exchange, models)),
      authorise: createLlmAuthorisation(authentication, gateways),
      forward(exchange, grant) {
        if (grant.asksFor === 'models') return answerModels(exchange, grant.gateway, grant.modelName);
        const target = authentication.targetWithoutToken(exchange).slice(LLM_ROUTE.prefix.length - 1);
        const readAlong = createUsageReader((usage) => {
          exchange.tokens = usage;
        });
        return forward(exchange, grant, target, { head: grant.bodyHead(), readAlong });
      },
    }),
    oversight,
  );

  return { serveFlow, serveApi, serveLlm };
}
