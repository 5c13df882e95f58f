import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { pino } from 'pino';
import t from 'tap';
import { createExchangeOpener, type Exchange } from '../../src/edge/exchange.ts';
import { createExchangeLine, type LoggedExchange } from '../../src/edge/exchange-line.ts';
import { createExchangeLog } from '../../src/edge/exchange-log.ts';

const ROUTE = '/api/v1/prediction/{flowId}';

interface Facts extends Partial<Omit<LoggedExchange, 'request' | 'response'>> {
  status?: number;
  finished?: boolean;
}

/** An exchange that is over. */
function anExchange({ status = 200, finished = true, ...facts }: Facts = {}): Exchange {
  const request = new IncomingMessage(new Socket());
  request.method = 'POST';
  const response = new ServerResponse(request);
  response.statusCode = status;
  Object.defineProperties(response, { headersSent: { value: status > 0 }, writableFinished: { value: finished } });
  const open = createExchangeOpener({ entries: [], contains: () => false });
  return { ...open(request, null, response, false), ...facts };
}

/** A pino logger, and the lines it has written. */
function aLogger(level: string) {
  const lines: string[] = [];
  return { lines, logger: pino({ level }, { write: (line: string) => void lines.push(line) }) };
}

/** The line that pino writes of the same facts at the same time. */
function lineOfPino(exchange: LoggedExchange, line: string): string {
  const { time, durationMs, msg } = JSON.parse(line);
  const { lines, logger } = aLogger('info');
  const { id, request, response, route, problem, keyId, tokens } = exchange;
  const status = response.headersSent ? response.statusCode : null;
  const facts = { requestId: id, method: request.method, route, status, problem, keyId, tokens, durationMs };
  logger.info(facts, msg);
  return (lines[0] ?? '').replace(/"time":\d+/, `"time":${time}`);
}

const EXCHANGES: readonly Facts[] = [
  {},
  { route: ROUTE, keyId: 'key0000000000001' },
  { route: '/v1/{path}', keyId: 'key0000000000001', tokens: { input: 7, output: 0 } },
  { route: ROUTE, status: 429, problem: 'https://keyward.dev/problems/rate-limited', keyId: 'key0000000000001' },
  { status: 0, finished: false, keyId: 'broken-off' },
  { keyId: 'a "quote", a \\ and a\nline' },
  { keyId: 'Schlüssel' },
  { keyId: '' },
];

t.test('the line of an exchange is what pino writes of it', async (t) => {
  const lineOf = createExchangeLine(',"pid":1,"hostname":"gateway"');
  const withOwnBindings = (line: string) =>
    line.replace(/"pid":\d+,"hostname":"[^"]*"/, '"pid":1,"hostname":"gateway"');
  for (const facts of EXCHANGES) {
    const exchange = anExchange(facts);
    const line = lineOf(exchange);
    t.equal(line, withOwnBindings(lineOfPino(exchange, line)), JSON.stringify(facts));
  }
});

t.test('durations are told in tenths of a millisecond', async (t) => {
  const lineOf = createExchangeLine('');
  for (const duration of [0, 0.04, 0.06, 0.96, 1.5, 9.98, 12, 123.44, 86_400_000.3]) {
    const line = lineOf(anExchange({ durationMs: duration }));
    const { durationMs } = JSON.parse(line);
    t.match(line, `,"durationMs":${durationMs},`, 'as JavaScript writes the number');
    t.equal(durationMs, Math.round(duration * 10) / 10);
  }
});

t.test('lines go where the logger writes, with its bindings, as long as its level lets them through', async (t) => {
  const { lines, logger } = aLogger('info');
  const log = createExchangeLog(logger);
  const exchange = anExchange({ route: ROUTE, finished: false });
  logger.info('before');
  log.ended(exchange);
  logger.info('behind');
  t.same(
    lines.map((line) => JSON.parse(line).msg),
    ['before', 'broken off', 'behind'],
  );
  t.equal(lines[1], lineOfPino(exchange, lines[1] ?? '{}'));
  const earlier = Date.now() - JSON.parse(lines[1] ?? '{}').time;
  t.ok(earlier >= 0 && earlier < 60_000);

  logger.level = 'warn';
  log.ended(exchange);
  t.equal(lines.length, 3);
});

t.test('a logger of another kind is refused', async (t) => {
  const log = () => undefined;
  const levels = { fatal: log, error: log, warn: log, info: log, debug: log, trace: log, silent: log };
  t.throws(() => createExchangeLog({ ...levels, level: 'info', child: () => pino() }), TypeError);
});
