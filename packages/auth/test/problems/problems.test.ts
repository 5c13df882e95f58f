import {
  bearerChallenge,
  PROBLEMS,
  ProblemDetails,
  ProblemError,
  problemDocument,
  problemHeaders,
} from '@keyward/auth';
import t from 'tap';
import { Check } from 'typebox/value';

t.test('every shared problem has a path and a status of its own kind', async (t) => {
  const problems = Object.values(PROBLEMS);
  t.equal(new Set(problems.map(({ type }) => type)).size, problems.length);
  for (const { type, status, title } of problems) {
    t.match(type, /^\/problems\/[a-z-]+$/);
    t.ok(status >= 400 && status < 600);
    t.not(title, '');
  }
});

t.test('a document has the members of RFC 9457 and those of its problem', async (t) => {
  const error = new ProblemError(PROBLEMS.validationFailed, {
    detail: 'One field breaks a rule.',
    errors: [{ pointer: '/name', detail: 'is required' }],
    members: { limit: 5, status: 200, type: 'spoofed' },
    cause: new Error('private'),
  });
  const document = problemDocument(error, 'request-1');
  t.strictSame(document, {
    limit: 5,
    type: '/problems/validation-failed',
    title: 'The request does not fit the schema',
    status: 400,
    detail: 'One field breaks a rule.',
    instance: 'request-1',
    errors: [{ pointer: '/name', detail: 'is required' }],
  });
  t.ok(Check(ProblemDetails, document));
  t.notMatch(JSON.stringify(document), /private/);

  t.strictSame(problemDocument(new ProblemError(PROBLEMS.notFound), 'r').detail, 'Not found.');
});

t.test('challenges are those of RFC 6750', async (t) => {
  t.equal(bearerChallenge(), 'Bearer realm="keyward"');
  t.equal(
    bearerChallenge({ error: 'insufficient_scope', errorDescription: 'no', scope: 'a b' }),
    'Bearer realm="keyward", error="insufficient_scope", error_description="no", scope="a b"',
  );
  t.equal(
    bearerChallenge({ errorDescription: 'a "b" \\ é\r\nX: y' }),
    `Bearer realm="keyward", error_description="a 'b' ' ???X: y"`,
    'nothing breaks out of the quotes, or of the header',
  );
});

t.test('each problem is sent with the challenge it is due', async (t) => {
  const challenge = (error: ProblemError) => problemHeaders(error)['www-authenticate'];
  t.equal(
    challenge(new ProblemError(PROBLEMS.missingToken)),
    'Bearer realm="keyward"',
    'no error code without a token',
  );
  t.match(challenge(new ProblemError(PROBLEMS.invalidToken)), 'error="invalid_token"');
  t.match(challenge(new ProblemError(PROBLEMS.ambiguousCredentials)), 'error="invalid_request"');
  const insufficient = new ProblemError(PROBLEMS.insufficientScope, { members: { scope: 'flows:execute' } });
  t.match(challenge(insufficient), /error="insufficient_scope".*scope="flows:execute"/);
  for (const problem of [PROBLEMS.flowNotAllowed, PROBLEMS.notFound, PROBLEMS.verifierUnavailable]) {
    t.equal(challenge(new ProblemError(problem)), undefined);
  }
  t.strictSame(problemHeaders(new ProblemError(PROBLEMS.verifierUnavailable, { headers: { 'Retry-After': '1' } })), {
    'content-type': 'application/problem+json; charset=utf-8',
    'retry-after': '1',
  });
});
