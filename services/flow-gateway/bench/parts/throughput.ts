import type { StartedProcess } from '../../test/fixtures/started-process.ts';
import type { Bench } from '../bench.ts';
import { type Measurement, probe, type Target } from '../load/load.ts';
import { warmUp } from '../load/warm-up.ts';
import { fullLoad } from '../load/wrk.ts';
import { median, type Section, told, whole, withSpread } from '../report.ts';
import { isAvailable, type Rival } from '../rivals/rival.ts';
import { ANSWER, CONNECTIONS, PATH } from '../workload.ts';

interface Contender {
  readonly rival: Rival;
  readonly target: Target;
  readonly rounds: Measurement[];
}

const COLUMNS = ['', 'requests/s', 'of nginx', 'requests per CPU second', 'p50 ms', 'p99 ms', 'what it does'];
/** What the gateway wants to be, in multiples of these. */
const AIMS = { nginx: 0.5, '@fastify/http-proxy': 2, Caddy: 5, Portkey: 8 };

/** The same POST through all that is there, in interleaved rounds, so that whatever else the machine does hits all. */
export async function measureThroughput(bench: Bench, rivals: readonly Rival[]): Promise<Section> {
  const { setting, rounds, seconds, patience, say } = bench;
  const present = rivals.filter(isAvailable);
  const missing = rivals.filter((rival) => !present.includes(rival)).map(({ name }) => name);
  const running: StartedProcess[] = [];
  try {
    const contenders: Contender[] = [];
    for (const rival of present) {
      const process = await rival.start(setting);
      running.push(process);
      const target = { process, path: PATH, tokens: [setting.token], ...rival.request?.(setting) };
      await checkWork(rival, target);
      contenders.push({ rival, target, rounds: [] });
    }
    for (const { target } of contenders) await warmUp(target, bench);
    for (let round = 0; round < rounds; round++) {
      for (const contender of contenders) {
        const measured = await patience.measure(() => fullLoad(contender.target, CONNECTIONS, seconds));
        if (measured.bytesEach < ANSWER.length)
          throw new Error(`${contender.rival.name} does not send the whole answer`);
        contender.rounds.push(measured);
        say(`${contender.rival.name.padEnd(20)} ${told(measured)}`);
      }
    }
    for (const { rival, target } of contenders) await checkWork(rival, target);
    return report(contenders, missing);
  } finally {
    for (const process of running.reverse()) await process.stop();
  }
}

/** All do the same work, or it is no comparison. */
async function checkWork({ name, checksKey }: Rival, target: Target): Promise<void> {
  const { status, body, otherwise } = await probe(target);
  if (status !== 200 || body !== ANSWER) throw new Error(`${name} answers ${status} ${body}`);
  const expected = checksKey ? 401 : 200;
  if (otherwise !== expected) throw new Error(`${name} answers a wrong key with ${otherwise}`);
}

function report(contenders: readonly Contender[], missing: readonly string[]): Section {
  const rateOf = ({ requestsPerSecond }: Measurement) => requestsPerSecond;
  const ordered = contenders.toSorted((a, b) => median(b.rounds.map(rateOf)) - median(a.rounds.map(rateOf)));
  const find = (name: string) => contenders.find(({ rival }) => rival.name === name);
  const [ours, nginx] = [find('Keyward'), find('nginx')];
  const rows = ordered.map((contender) => [
    contender === ours ? `**${contender.rival.name}**` : contender.rival.name,
    withSpread(contender.rounds.map(rateOf)),
    nginx === undefined ? '' : ratio(contender, nginx).toFixed(2),
    whole(median(contender.rounds.map(({ cpuMicroseconds }) => 1e6 / cpuMicroseconds))),
    median(contender.rounds.map(({ p50Ms }) => p50Ms)).toFixed(2),
    median(contender.rounds.map(({ p99Ms }) => p99Ms)).toFixed(2),
    contender.rival.does,
  ]);
  const aims = Object.entries(AIMS).flatMap(([name, aim]) => {
    const other = find(name);
    if (ours === undefined || other === undefined) return [];
    return [`${ratio(ours, other).toFixed(2)} times ${name}; at least ${aim} is what we want.`];
  });
  return {
    title: 'Requests a second on one core',
    columns: COLUMNS,
    rows,
    notes: [...aims, ...(missing.length === 0 ? [] : [`Not on this machine, so left out: ${missing.join(', ')}.`])],
    bars: ordered.map((contender) => ({ name: contender.rival.name, value: median(contender.rounds.map(rateOf)) })),
  };
}

/** The median of the rounds' ratios. */
function ratio(one: Contender, other: Contender): number {
  return median(
    one.rounds.map(({ requestsPerSecond }, round) => requestsPerSecond / (other.rounds[round]?.requestsPerSecond ?? 0)),
  );
}
