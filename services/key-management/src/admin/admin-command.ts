/** What a command of the operator works with. */
export interface AdminContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Print JSON, for scripts. */
  readonly json: boolean;
  /** Data, on stdout. */
  readonly out: (text: string) => void;
  /** A line for a person, on stderr. */
  readonly say: (line: string) => void;
  /** Whether a person says yes, or `--yes` was given. Throws where nobody can be asked. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Does what a command is for, and returns the exit code. */
export type RunCommand = (context: AdminContext) => Promise<number>;

/** One command of `keyward-admin`. */
export interface AdminCommand {
  /** A line for the help. */
  readonly summary: string;
  readonly load: () => Promise<RunCommand>;
}
