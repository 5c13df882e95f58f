import { parseArgs } from 'node:util';

export const USAGE = `node bench/main.ts [part…] [--rounds 5] [--seconds 3] [--rivals nginx,Keyward] [--publish]

Parts: throughput latency bodies event-streams distinct-keys memory cold-start workers; all of them when none is named.
--rivals   only these, in the part throughput
--publish  writes all figures and the chart into docs/, and the comparison into the README`;

export interface Options {
  readonly parts: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly rivals: readonly string[] | undefined;
  readonly publish: boolean;
}

/** Reads the command line. Throws where it is not understood. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      rivals: { type: 'string' },
      publish: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((part) => !known.includes(part));
  if (values.publish && (positionals.length > 0 || values.rivals !== undefined)) {
    throw new Error('--publish goes with all parts and all rivals');
  }
  if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}`);
  return {
    parts: positionals.length === 0 ? known : positionals,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    rivals: values.rivals?.split(','),
    publish: values.publish,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} has to be a whole number from 1`);
  return value;
}
