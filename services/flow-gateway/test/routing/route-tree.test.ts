import t from 'tap';

import { createRouteTree } from '../../src/routing/route-tree.ts';
import { FLOW_ROUTES } from '../../src/routing/routes-table.ts';

t.test('the tree of routes', async (t) => {
  const find = createRouteTree(FLOW_ROUTES);
  t.match(find('/api/v1/prediction/abc'), { flowId: 'abc', route: { pattern: '/api/v1/prediction/{flowId}' } });
  t.match(find('/api/v1/attachments/abc/chat'), { flowId: 'abc' });
  t.match(find('/api/v1/executions'), { flowId: undefined });
  t.match(find('/api/v1/vector/upsert/upsert'), { flowId: 'upsert' });
  for (const path of [
    '/',
    '/api',
    '/api/v1/prediction',
    '/api/v1/prediction/',
    '/api/v1/prediction/abc/',
    '/api/v1/prediction/abc/def',
    '/api/v1/Prediction/abc',
    '/API/v1/prediction/abc',
    '/api/v1/executions/abc',
    '/api/v1/executions/',
    '/api/v1/vector/abc',
    '/api/v1/attachments/abc',
    '/api/v1/attachments//chat',
    '/api/v1/constructor/abc',
    '/api/v1/chatflows',
  ]) {
    t.equal(find(path), undefined, path);
  }
});
