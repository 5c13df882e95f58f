import type { FastifySchemaValidationError } from 'fastify';

/** What Ajv tells of a broken keyword; with `verbose: true` also the schema around it. */
export type ValidationError = FastifySchemaValidationError & {
  readonly parentSchema?: Readonly<Record<string, unknown>>;
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

/** What a value must be that is of none of these JSON types. */
export function typeRule(types: readonly unknown[]): string {
  return `must be ${[...new Set(types)].map((type) => TYPE_NAMES[String(type)] ?? String(type)).join(' or ')}`;
}

/** What a value must be that is none of these. */
export function valueRule(values: readonly unknown[]): string {
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? `must be ${list}` : `must be one of ${list}`;
}

/** What any other broken keyword demands. A `pattern` or `format` says the schema's own `x-rule`, where it has one. */
export function ruleOf({ keyword, params, parentSchema }: ValidationError): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is required';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a known member';
    case 'propertyNames':
      return 'is not an allowed name';
    case 'pattern':
    case 'format': {
      const rule = parentSchema?.['x-rule'];
      if (typeof rule === 'string') return `must be ${rule}`;
      return keyword === 'format'
        ? `must have the form of a ${String(params.format)}`
        : 'does not have the required form';
    }
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${counted(limit, 'character', 'characters')}`;
    case 'minItems':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} entries`;
    case 'maxItems':
      return `must have at most ${counted(limit, 'entry', 'entries')}`;
    case 'minProperties':
      return `must have at least ${counted(limit, 'member', 'members')}`;
    case 'maxProperties':
      return `must have at most ${counted(limit, 'member', 'members')}`;
    case 'uniqueItems':
      return 'must not have the same entry twice';
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `must be ${limit} or less`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'multipleOf':
      return `must be a multiple of ${String(params.multipleOf)}`;
    default:
      return 'does not have any of the allowed forms';
  }
}

function counted(count: string, one: string, many: string): string {
  return `${count} ${count === '1' ? one : many}`;
}
