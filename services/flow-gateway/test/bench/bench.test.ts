import t, { type Test } from 'tap';

import { startBench } from '../../bench/bench.ts';
import { chartSvg } from '../../bench/chart.ts';
import { readOptions } from '../../bench/options.ts';
import { measureBodies } from '../../bench/parts/bodies.ts';
import { measureEventStreams } from '../../bench/parts/event-streams.ts';
import { measureMemory } from '../../bench/parts/memory.ts';
import { measureThroughput } from '../../bench/parts/throughput.ts';
import { createPatience } from '../../bench/patience.ts';
import { readmeWith } from '../../bench/publish.ts';
import { type Section, sectionText } from '../../bench/report.ts';
import { httpProxy } from '../../bench/rivals/http-proxy.ts';
import { keyward } from '../../bench/rivals/keyward.ts';
import { nginx } from '../../bench/rivals/nginx.ts';
import type { Rival } from '../../bench/rivals/rival.ts';
import { tcpRelay } from '../../bench/rivals/tcp-relay.ts';

// No figure is asserted: only that the bench does its work with what is on this machine, and that its report holds.

const noProc = process.platform !== 'linux' && 'the bench reads /proc';

t.test('the bench runs', { skip: noProc }, async (t) => {
  const say = () => undefined;
  const patience = createPatience(say, { restMs: 0 });
  const bench = await startBench({ rounds: 1, seconds: 1 }, undefined, say, patience);
  t.teardown(() => bench.close());

  await t.test('the rivals, without one that is not there', async (t) => {
    const absent: Rival = { ...tcpRelay, name: 'Absent', program: 'no-such-program' };
    const section = await measureThroughput(bench, [keyward, nginx, httpProxy, absent]);
    const names = section.bars?.map(({ name }) => name) ?? [];
    for (const name of ['Keyward', '@fastify/http-proxy']) t.ok(names.includes(name), name);
    t.notOk(names.includes('Absent'));
    t.match(section.notes.at(-1), /left out: .*Absent/);
    t.match(section.notes[names.includes('nginx') ? 1 : 0], /^[\d.]+ times @fastify\/http-proxy; at least 2 /);
    wellFormed(t, section);
  });

  await t.test('a rival that does less is told from one that does the work', async (t) => {
    const careless: Rival = { ...tcpRelay, name: 'Careless', checksKey: true };
    await t.rejects(measureThroughput(bench, [careless]), { message: 'Careless answers a wrong key with 200' });
  });

  await t.test('bodies up and down', async (t) => wellFormed(t, await measureBodies(bench, 16 * 1024 ** 2)));

  await t.test('memory', async (t) => wellFormed(t, await measureMemory(bench, 200, 100)));

  await t.test('event streams', async (t) => wellFormed(t, await measureEventStreams(bench, 40)));
});

t.test('the chart is drawn with names that XML would not take', async (t) => {
  const bars = [
    { name: 'Ours & <theirs>', value: 20_000 },
    { name: 'nobody', value: 0 },
  ];
  const svg = chartSvg({ title: 'A "title"', bars, accent: 'Ours & <theirs>' });
  t.same(openTags(svg), [], 'every tag is closed');
  t.notMatch(svg.replaceAll(/<[^<>]+>|&(amp|lt|gt|quot);/g, ''), /[<>&]/);
  t.equal(svg.match(/<rect /g)?.length, 2);
  t.match(svg, 'Ours &amp; &lt;theirs&gt;');
  t.match(svg, '>20,000<');
});

t.test('the README is written between its marks, and only there', async (t) => {
  const section: Section = { title: 'T', columns: ['', 'b'], rows: [['x', '1']], notes: ['so it is'] };
  const readme = 'before\n<!-- written by the bench -->\nold\n<!-- until here -->\nafter\n';
  const written = readmeWith(readme, 'that day', section);
  t.match(written, /^before\n<!-- written by the bench -->\n\n!\[/);
  t.match(written, '|  | b |\n| --- | ---: |\n| x | 1 |\n\n- so it is\n');
  t.match(written, /\n\n<!-- until here -->\nafter\n$/);
  t.notMatch(written, 'old');
  t.equal(readmeWith(written, 'that day', section), written);
  t.throws(() => readmeWith('no marks', '', section), /no <!-- written by the bench -->/);
});

t.test('a wrong command line is told', async (t) => {
  t.throws(() => readOptions(['speed'], ['throughput']), { message: 'there is no part speed' });
  t.throws(() => readOptions(['--rounds', '0'], []), { message: '--rounds has to be a whole number from 1' });
  t.throws(() => readOptions(['throughput', '--publish'], ['throughput']), /goes with all parts/);
  t.match(readOptions(['--rivals', 'nginx,Keyward'], ['throughput']), { rivals: ['nginx', 'Keyward'], publish: false });
});

/** A table with a cell for each column, and no figure that is none. */
function wellFormed(t: Test, section: Section): void {
  const lines = sectionText(section)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  t.equal(lines.length, section.rows.length + 2);
  for (const line of lines) t.equal(line.split(' | ').length, section.columns.length, line);
  for (const row of section.rows) t.notMatch(row.join(' '), /NaN|Infinity/);
}

/** The tags of an XML text that nothing closes, or that something else does. */
function openTags(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', alone] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (alone) continue;
    if (end && open.at(-1) === name) open.pop();
    else open.push(end + name);
  }
  return open;
}
