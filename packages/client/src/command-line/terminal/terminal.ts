import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Where a command reads and writes: data on stdout, everything said to a person on stderr. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Whether a person can be asked: both ends of the conversation are a terminal. */
  readonly canAsk: boolean;
  /** Data. */
  out(text: string): void;
  /** A line for a person. */
  say(line: string): void;
  /** Styles text for stdout: only where that is a terminal, and never with NO_COLOR. */
  style(format: Format, text: string): string;
}

/** The terminal of this process. */
export function processTerminal({ env, stdin, stdout, stderr }: NodeJS.Process): Terminal {
  return {
    env,
    stdin,
    stdout,
    stderr,
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    out: (text) => void stdout.write(text),
    say: (line) => void stderr.write(`${line}\n`),
    style: (format, text) => styleText(format, text, { stream: stdout }),
  };
}
