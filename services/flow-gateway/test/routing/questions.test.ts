import t from 'tap';

import { createQuestions } from '../../src/routing/questions.ts';

const PATH = '/internal/v1/flow-routes/';
const FORM = /^[a-z0-9]{1,20}$/;

t.test('a question says what is asked about, and where it is looked for', async (t) => {
  const questionOf = createQuestions(PATH, FORM);
  for (const time of ['the first time', 'and again']) {
    t.equal(questionOf('f', { workspaceId: 'one' }), `${PATH}f?workspaceId=one`, time);
    t.equal(questionOf('f', { workspaceId: 'two' }), `${PATH}f?workspaceId=two`, time);
    t.equal(questionOf('f', { organizationId: 'one' }), `${PATH}f?organizationId=one`, time);
    t.equal(questionOf('f', 'installation'), `${PATH}f`, time);
    t.equal(questionOf('g', { workspaceId: 'a&b=c' }), `${PATH}g?workspaceId=a%26b%3Dc`, time);
  }
});

t.test('nothing is asked about what can be no name', async (t) => {
  const questionOf = createQuestions(PATH, FORM);
  for (const name of ['', '../keys', 'f?x=1', 'F', 'f'.repeat(21)]) {
    t.equal(questionOf(name, 'installation'), undefined);
    t.equal(questionOf(name, { workspaceId: 'one' }), undefined);
  }
});

t.test('more names than are remembered', async (t) => {
  const questionOf = createQuestions(PATH, FORM);
  const scopes = ['installation', { workspaceId: 'one' }, { organizationId: 'one' }] as const;
  const ends = ['', '?workspaceId=one', '?organizationId=one'];
  for (let at = 0; at < 25_000; at++) {
    const question = questionOf(`flow${at}`, scopes[at % 3] ?? 'installation');
    if (question !== `${PATH}flow${at}${ends[at % 3]}`) t.fail(`${question} for flow${at}`);
  }
  t.equal(questionOf('flow0', 'installation'), `${PATH}flow0`);
});
