import { setTimeout as delay } from 'node:timers/promises';
import { parseAddressList } from '@keyward/auth';
import t from 'tap';
import { request } from 'undici';

import type { Grant } from '../src/authorization/grant.ts';
import { createExchangeOpener, type Exchange } from '../src/edge/exchange.ts';
import { createService } from '../src/serve-request.ts';
import { startOrigin } from './fixtures/origins.ts';

const call = { flowId: 'f', access: 'flows:execute', opensPublicFlows: false } as const;
const upstream: Grant['upstream'] = {
  id: 'u',
  name: 'u',
  kind: 'flow-server',
  baseUrl: 'http://upstream',
  credential: null,
};

t.test('what a decision rests on is looked at again right before the dispatch', async (t) => {
  const openExchange = createExchangeOpener(parseAddressList([]));
  const serve = async (holds: boolean[], { late, counted }: { late: boolean; counted: boolean }) => {
    let decisions = 0;
    let admitted = false;
    const dispatches: number[] = [];
    const admitSoon = async () => {
      await delay(5);
      admitted = true;
    };
    const steps = {
      recognise: () => call,
      authorise(): Grant | Promise<Grant> {
        const decision = decisions++;
        const grant = {
          upstream,
          holder: undefined,
          claim: { limited: [], tokens: undefined },
          holds: () => admitted && (holds[decision] ?? false),
        };
        return late ? Promise.resolve(grant) : grant;
      },
      forward({ response }: Exchange) {
        dispatches.push(decisions);
        response.end();
        return { end: () => undefined };
      },
    };
    const service = createService(steps, {
      watch: () => undefined,
      admit() {
        admitted = !counted;
        return counted ? admitSoon() : undefined;
      },
      refuse({ response }, error) {
        response.writeHead(503, {});
        response.end(String(error), 'utf8');
      },
    });
    const server = await startOrigin(t, (received, response) =>
      service(openExchange(received, received, response, false)),
    );
    const { statusCode, body } = await request(server.url);
    await body.dump();
    return { statusCode, decisions, dispatches };
  };
  const both = [false, true];
  for (const how of both.flatMap((late) => both.map((counted) => ({ late, counted })))) {
    t.same(await serve([true], how), { statusCode: 200, decisions: 1, dispatches: [1] });
    t.same(await serve([false, true], how), { statusCode: 200, decisions: 2, dispatches: [2] }, 'it is decided anew');
    t.same(await serve([], how), { statusCode: 503, decisions: 3, dispatches: [] }, 'three times at most');
  }
});
