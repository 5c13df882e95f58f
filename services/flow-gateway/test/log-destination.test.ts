import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';

const MODULE = new URL('../src/log-destination.ts', import.meta.url).href;

/** Runs a program that logs, and gives it with all that it has written so far. */
function startLogging(body: string) {
  const program = `import { logToStandardOutput } from '${MODULE}';\nconst log = logToStandardOutput();\n${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  return { child, written: () => written };
}

t.test('writes every line once, in order, when the process ends by itself', async (t) => {
  const { child, written } = startLogging(
    "for (let at = 0; at < 20_000; at++) log.write(at + '\\n'); setTimeout(() => { log.write('last\\n'); process.exit(); }, 20);",
  );
  await once(child, 'close');
  const expected = [...Array.from({ length: 20_000 }, (_, at) => String(at)), 'last', ''];
  t.equal(written(), expected.join('\n'));
});

t.test('also when it ends by an error', async (t) => {
  const { child, written } = startLogging("log.write('before\\n'); throw new Error('an error that is meant');");
  const [code] = await once(child, 'close');
  t.equal(code, 1);
  t.equal(written(), 'before\n');
});

t.test('a lone line does not wait for others', async (t) => {
  const { child, written } = startLogging("log.write('alone\\n'); process.stdin.resume();");
  await once(child.stdout, 'data');
  t.equal(written(), 'alone\n');
  t.equal(child.exitCode, null, 'while the process goes on');
  child.kill();
  await once(child, 'close');
});
