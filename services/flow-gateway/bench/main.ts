import { startBench } from './bench.ts';
import { shareCores } from './cores.ts';
import { readOptions, USAGE } from './options.ts';
import { PARTS } from './parts/index.ts';
import { publish } from './publish.ts';
import { preface, type Section, sectionText } from './report.ts';

const options = readOptionsOrExit();
// What runs is ended with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const cores = shareCores();
const bench = await startBench(options, cores, (line) => void process.stderr.write(`${line}\n`));
const sections: Section[] = [];
try {
  for (const [name, measurePart] of Object.entries(PARTS)) {
    if (!options.parts.includes(name)) continue;
    process.stderr.write(`\n${name}\n`);
    sections.push(await measurePart(bench, options.rivals));
  }
} finally {
  await bench.close();
}
const text = preface(options, bench);
process.stdout.write(`\n${[text, ...sections.map(sectionText)].join('\n\n')}\n`);
if (options.publish) await publish(text, sections);

function readOptionsOrExit() {
  try {
    return readOptions(process.argv.slice(2), Object.keys(PARTS));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    process.exit(2);
  }
}
