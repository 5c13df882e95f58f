/** What the tests came to. Every assertion counts. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TapReader {
  /** Takes a line of TAP and answers the lines that a person should read now: none, mostly. */
  read(line: string): readonly string[];
  /** From the summary that tap writes last; undefined as long as there was none. */
  counts(): Counts | undefined;
}

const RESULT =
  /^(?<indent> *)(?<not>not )?ok \d+(?: - (?<name>.*?))?(?: # (?<directive>SKIP|TODO)(?<reason>.*?))?(?: # time=(?<ms>[\d.]+)ms)?(?: \{)?$/;
const PLAN_COMMENT_OR_BLANK = /^ *(\d+\.\.\d+|#|TAP version|$)/;
const SUMMARY = /^# \{ (.*) \}$/;
const MAX_LINES_OF_A_FILE = 500;

/**
 * Reads the TAP of a run of many files (TAP 14, as tap writes it). A file that passes becomes one line, with its
 * skipped tests and their reasons; of a file that fails, the failures and what the file wrote itself are kept too.
 */
export function createTapReader(): TapReader {
  let counts: Counts | undefined;
  let failures: string[] = [];
  let skipped: string[] = [];
  /** The end of the YAML diagnostics that are being read, and whether anybody wants them. */
  let diagnostics: { readonly end: string; readonly wanted: boolean } | undefined;
  let lastResult = { indent: '', wanted: false };

  function readResult(result: Record<string, string | undefined>, line: string): string[] {
    const { indent = '', name = '', directive, reason = '' } = result;
    const failed = result.not !== undefined && directive === undefined;
    if (indent === '')
      return endFile(failed, name, Number(result.ms ?? 0), directive === undefined ? '' : reason.trim());
    lastResult = { indent, wanted: failed };
    if (failed) failures.push(line);
    if (directive !== undefined) skipped.push(`        skipped: ${name} (${reason.trim()})`);
    return [];
  }

  function endFile(failed: boolean, name: string, ms: number, reason: string): string[] {
    const lines = failed ? failures.slice(0, MAX_LINES_OF_A_FILE) : [];
    if (failed && failures.length > lines.length)
      lines.push(`    … ${failures.length - lines.length} lines more: run this file alone`);
    // A file that ended without a failed test was killed, or threw: only its own diagnostics tell.
    lastResult = { indent: '', wanted: failed && failures.length === 0 };
    const head = `${failed ? 'FAIL' : 'ok  '}  ${name} (${(ms / 1000).toFixed(1)} s)${reason && ` ${reason}`}`;
    const said = [head, ...skipped, ...lines];
    failures = [];
    skipped = [];
    return said;
  }

  function readDiagnostics(line: string): string[] {
    const { end, wanted } = diagnostics ?? { end: '', wanted: false };
    if (line === end) diagnostics = undefined;
    if (!wanted) return [];
    if (lastResult.indent === '') return [line];
    failures.push(line);
    return [];
  }

  return {
    counts: () => counts,
    read(line) {
      if (diagnostics !== undefined) return readDiagnostics(line);
      if (line === `${lastResult.indent}  ---`) {
        diagnostics = { end: `${lastResult.indent}  ...`, wanted: lastResult.wanted };
        return [];
      }
      const summary = SUMMARY.exec(line)?.[1];
      if (summary !== undefined) counts = readSummary(summary);
      const result = RESULT.exec(line)?.groups;
      if (result !== undefined) return readResult(result, line);
      if (line.startsWith('Bail out!')) return [line];
      if (!PLAN_COMMENT_OR_BLANK.test(line)) failures.push(line);
      return [];
    },
  };
}

/** `total: 6, pass: 3, fail: 2, skip: 1`, in which a zero is left out. */
function readSummary(text: string): Counts {
  const numbers = new Map([...text.matchAll(/(\w+): (\d+)/g)].map(([, name, number]) => [name, Number(number)]));
  const count = (name: string) => numbers.get(name) ?? 0;
  return { passed: count('pass'), failed: count('fail'), skipped: count('skip') + count('todo') };
}
