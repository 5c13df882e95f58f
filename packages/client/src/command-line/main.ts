import { EXIT } from './exit-codes.ts';
import { endingOf } from './failures.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './terminal/terminal.ts';

const terminal = processTerminal(process);
process.once('SIGINT', () => {
  terminal.say('\nInterrupted. What was sent already may have taken effect.');
  process.exit(EXIT.interrupted);
});
// Whoever reads the output, `head` say, may have read enough.
terminal.stdout.on('error', () => process.exit(EXIT.ok));

try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  const { code, lines } = endingOf(error);
  for (const line of lines) terminal.say(line);
  process.exitCode = code;
}
