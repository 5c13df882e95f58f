import t from 'tap';

import { flowIdInQuery } from '../../src/routing/flow-id-in-query.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

t.test('the flow id in a query', async (t) => {
  t.equal(flowIdInQuery(''), undefined);
  t.equal(flowIdInQuery('a=1&b'), undefined);
  t.equal(flowIdInQuery('chatflowId=abc'), 'abc');
  t.equal(flowIdInQuery('a=%20&agentflowId=abc&b=chatflowId'), 'abc');
  t.equal(flowIdInQuery('chatflowId='), undefined);
  t.equal(flowIdInQuery('chatflowId'), undefined);
  t.equal(flowIdInQuery('chatflowId=a%62c'), 'a%62c', 'as it is, so that no registered flow has it');
  const conflicts = [
    'chatflowId=a&chatflowId=b',
    'chatflowId=a&chatflowId=a',
    'chatflowId=a&agentflowId=b',
    'chatflowId[]=a',
    'chatflowId=a&chatflowId[]=b',
    'chatflowId[0]=a',
    'chatflowId%5B%5D=a',
    '[chatflowId]=a',
    'chatflowid=a',
    'CHATFLOWID=a',
    '%63hatflowId=a',
    'chatflowId=a&%63%68atflowId=b',
    'chatflow%49d=a&x=%zz',
    '%63hatflowId%zz=a',
    'chatflowId.x=a',
    'parentChatflowId=a',
    `${'a&'.repeat(1000)}chatflowId=a`,
  ];
  for (const query of conflicts) {
    const problem = { type: '/problems/flow-id-conflict', status: 400 };
    t.match(
      thrownBy(() => flowIdInQuery(query)),
      { problem },
      query.slice(-40),
    );
  }
});
