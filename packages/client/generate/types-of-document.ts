import openapiTypescript, { astToString } from 'openapi-typescript';

const HEADER = '// Made by `pnpm --filter @keyward/client generate` from the OpenAPI document. Not to be edited.\n\n';

/** The path of the file that holds the types. */
export const GENERATED_FILE = new URL('../src/generated/key-management.ts', import.meta.url);

/** The types of every path, operation and named schema of an OpenAPI document, as a TypeScript module. */
export async function typesOfDocument(document: Record<string, unknown>): Promise<string> {
  const ast = await openapiTypescript(JSON.stringify(simplified(document)), {
    defaultNonNullable: false,
    alphabetize: true,
  });
  return HEADER + astToString(ast);
}

type Members = Record<string, unknown>;

/**
 * The document without what says nothing to a caller's types: examples, and refusals, which are all problem details.
 * What has a default may be left out by a caller, though the service's own types have it always.
 */
function simplified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplified);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => name !== 'example' && name !== 'examples');
  const result: Members = Object.fromEntries(members.map(([name, member]) => [name, simplified(member)]));
  if (isObject(result.responses)) result.responses = succeeding(result.responses);
  if ('in' in result && hasDefault(result.schema)) delete result.required;
  const { properties, required } = result;
  if (isObject(properties) && Array.isArray(required)) {
    result.required = required.filter((name) => !hasDefault(properties[String(name)]));
  }
  return result;
}

function succeeding(responses: Members): Members {
  return Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2')));
}

function hasDefault(schema: unknown): boolean {
  return isObject(schema) && 'default' in schema;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
