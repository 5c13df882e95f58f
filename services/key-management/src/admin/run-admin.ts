import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import type { AdminContext } from './admin-command.ts';
import { COMMANDS } from './commands.ts';

const EX_USAGE = 2;

/** The process, as far as a command line needs it. */
export interface AdminProcess extends Pick<NodeJS.Process, 'env' | 'stdin'> {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** Runs one command of the operator and returns the exit code. */
export async function runAdmin(words: readonly string[], process: AdminProcess): Promise<number> {
  const { env, stdout, stderr } = process;
  const parsed = parse(words);
  const command =
    parsed?.name !== undefined && Object.hasOwn(COMMANDS, parsed.name) ? COMMANDS[parsed.name] : undefined;
  if (parsed?.help || parsed === undefined || command === undefined) {
    (parsed?.help ? stdout : stderr).write(help());
    return parsed?.help ? 0 : EX_USAGE;
  }
  const context: AdminContext = {
    environment: env,
    json: parsed.json,
    out: (text) => void stdout.write(text),
    say: (line) => void stderr.write(`${line}\n`),
    confirm: async (question) => parsed.yes || (await ask(process, question)),
  };
  return (await command.load())(context);
}

function parse(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
      },
    });
    const [name, ...others] = positionals;
    return others.length > 0 ? undefined : { ...values, name };
  } catch {
    return undefined;
  }
}

async function ask({ stdin, stderr }: AdminProcess, question: string): Promise<boolean> {
  if (!stdin.isTTY) throw new Error('This has to be confirmed, and there is no terminal to ask at: add --yes.');
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N]: `)).trim());
  } finally {
    lines.close();
  }
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: keyward-admin <command> [--json] [--yes]

The operator's commands, with the environment of key-management: DATABASE_URL, MASTER_KEYS and so on.

Commands:
${commands.join('\n')}

Options:
  --json      print JSON, for scripts
  -y, --yes   do not ask
  -h, --help  show this

Exit codes: 0 done, 1 failed or not confirmed, 2 used wrongly, 69 the database is not there, 78 the configuration is wrong
`;
}
