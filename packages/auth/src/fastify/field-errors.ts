import type { FastifySchemaValidationError } from 'fastify';

import type { FieldError } from '../problems/index.ts';

/** Ajv adds the schema around the broken keyword when it runs with `verbose: true`. */
type ValidationError = FastifySchemaValidationError & { readonly parentSchema?: Readonly<Record<string, unknown>> };

/** Keywords that only sum up what their branches have said already. */
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'if']);

/** Says each broken rule of a schema by JSON pointer and in words. Values that were sent are never repeated. */
export function fieldErrors(errors: readonly ValidationError[], context: string | undefined): FieldError[] {
  const place = PLACES[context ?? 'body'] ?? '';
  const found = new Map<string, FieldError>();
  for (const error of withoutNoise(errors)) {
    const field = { pointer: pointerOf(error), detail: ruleOf(error) + place };
    found.set(`${field.pointer} ${field.detail}`, field);
  }
  return [...found.values()];
}

const PLACES: Readonly<Record<string, string>> = {
  querystring: ' (query parameter)',
  params: ' (path parameter)',
  headers: ' (header)',
};

/** Of a failed union, keeps what its branches say unless that is only "must be null" beside something better. */
function withoutNoise(errors: readonly ValidationError[]): readonly ValidationError[] {
  const telling = errors.filter((error) => !SUMMARIES.has(error.keyword) && !isNullBranch(error));
  return telling.length > 0 ? telling : errors;
}

function isNullBranch(error: ValidationError): boolean {
  return (
    error.keyword === 'type' && error.params.type === 'null' && /\/(anyOf|oneOf)\/\d+\/type$/.test(error.schemaPath)
  );
}

function pointerOf({ keyword, instancePath, params }: ValidationError): string {
  const member = MEMBER_PARAMS[keyword];
  const name = member === undefined ? undefined : params[member];
  return typeof name === 'string' ? `${instancePath}/${escaped(name)}` : instancePath;
}

/** The parameter that names a member, for the keywords that Ajv reports at the object around it. */
const MEMBER_PARAMS: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
};

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function ruleOf({ keyword, params, parentSchema, message }: ValidationError): string {
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
    case 'type':
      return `must be ${typeNames(params.type)}`;
    case 'enum':
      return `must be one of ${listed(params.allowedValues)}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
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
      return `must have at most ${plural(limit, 'character')}`;
    case 'minItems':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} entries`;
    case 'maxItems':
      return `must have at most ${limit === '1' ? '1 entry' : `${limit} entries`}`;
    case 'minProperties':
      return limit === '1' ? 'must have at least one member' : `must have at least ${limit} members`;
    case 'maxProperties':
      return `must have at most ${plural(limit, 'member')}`;
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
      return message ?? 'does not fit the schema';
  }
}

function typeNames(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(',');
  return names.map((name: string) => TYPE_NAMES[name] ?? name).join(' or ');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : 'the allowed values';
}

function plural(count: string, noun: string): string {
  return count === '1' ? `1 ${noun}` : `${count} ${noun}s`;
}
