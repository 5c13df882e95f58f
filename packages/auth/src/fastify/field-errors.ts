import type { FieldError } from '../problems/index.ts';
import { ruleOf, typeRule, type ValidationError, valueRule } from './schema-rules.ts';

/** Keywords that only sum up what their branches have said already. */
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'if']);

const PLACES: Readonly<Record<string, string>> = {
  querystring: ' (query parameter)',
  params: ' (path parameter)',
  headers: ' (header)',
};

/** The parameter that names a member, for the keywords that Ajv reports at the object around it. */
const MEMBER_PARAMS: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
};

/** Says each broken rule of a schema by JSON pointer and in words. Values that were sent are never repeated. */
export function fieldErrors(errors: readonly ValidationError[], context: string | undefined): FieldError[] {
  const place = PLACES[context ?? 'body'] ?? '';
  const fields: FieldError[] = [];
  for (const [pointer, atField] of Map.groupBy(withoutNoise(errors), pointerOf)) {
    for (const detail of rulesOf(atField)) fields.push({ pointer, detail: detail + place });
  }
  return fields;
}

/** The rules broken at one field. The branches of a union become one rule: "must be an array or null". */
function rulesOf(errors: readonly ValidationError[]): Set<string> {
  const rules = new Set<string>();
  const types = errors.filter(({ keyword }) => keyword === 'type').flatMap(({ params }) => params.type ?? []);
  const values = errors.flatMap(({ params }) => params.allowedValues ?? params.allowedValue ?? []);
  if (values.length > 0) rules.add(valueRule(values));
  else if (types.length > 0) rules.add(typeRule(types));
  for (const error of errors) {
    if (error.keyword !== 'type' && error.keyword !== 'enum' && error.keyword !== 'const') rules.add(ruleOf(error));
  }
  return rules;
}

/** Leaves out summaries, and of a union those branches that were not meant, since the type was another one. */
function withoutNoise(errors: readonly ValidationError[]): readonly ValidationError[] {
  const unions = errors.filter(({ keyword }) => SUMMARIES.has(keyword));
  const telling = errors.filter(
    (error) => !unions.includes(error) && !unions.some((union) => isOtherBranch(error, union, errors)),
  );
  return telling.length > 0 ? telling : errors;
}

function isOtherBranch(error: ValidationError, union: ValidationError, errors: readonly ValidationError[]): boolean {
  const inside = (other: ValidationError) => other.schemaPath.startsWith(`${union.schemaPath}/`);
  const isType = (other: ValidationError) => other.keyword === 'type' && other.instancePath === union.instancePath;
  return inside(error) && isType(error) && errors.some((other) => inside(other) && !isType(other));
}

function pointerOf({ keyword, instancePath, params }: ValidationError): string {
  const member = MEMBER_PARAMS[keyword];
  const name = member === undefined ? undefined : params[member];
  return typeof name === 'string' ? `${instancePath}/${escaped(name)}` : instancePath;
}

/** RFC 6901 §3. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
