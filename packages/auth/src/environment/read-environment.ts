import { readFileSync } from 'node:fs';
import { type StaticDecode, type TObject, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

type Environment = Readonly<Record<string, string | undefined>>;

/** Every problem with the environment, a line each; never a value. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`the configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the variables of a schema, whose `x-rule` says in words what a variable must be. One that is empty counts as left
 * out; `secrets` may also be given as `<name>_FILE`. Throws one ConfigError that names all problems.
 */
export function readEnvironment<S extends TObject>(
  schema: S,
  environment: Environment,
  secrets: readonly string[],
): StaticDecode<S> {
  const problems: string[] = [];
  const texts: Record<string, string> = {};
  for (const [name, variable] of Object.entries(schema.properties)) {
    try {
      const text = textOf(environment, name, secrets.includes(name)) ?? defaultOf(variable);
      if (text !== undefined) texts[name] = checked(variable, text);
      else if (!Type.IsOptional(variable)) problems.push(`${name} is required`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(`${name} ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Value.Decode(schema, texts);
}

function textOf(environment: Environment, name: string, isSecret: boolean): string | undefined {
  const text = environment[name] || undefined;
  const file = isSecret ? environment[`${name}_FILE`] || undefined : undefined;
  if (file === undefined) return text;
  if (text !== undefined) throw new RangeError(`and ${name}_FILE are both set`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new RangeError(`cannot be read from the file that ${name}_FILE names`);
  }
}

/** Throws a RangeError unless the text fits the variable's schema and can be decoded. */
function checked(variable: TSchema, text: string): string {
  if (!Value.Check(variable, text)) {
    const rule = 'x-rule' in variable ? variable['x-rule'] : undefined;
    throw new RangeError(typeof rule === 'string' ? `must be ${rule}` : 'is not valid');
  }
  Value.Decode(variable, text);
  return text;
}

function defaultOf(variable: TSchema): string | undefined {
  return 'default' in variable && typeof variable.default === 'string' ? variable.default : undefined;
}
