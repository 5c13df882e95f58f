import { type FieldError, PROBLEMS, ProblemError } from '@keyward/auth';
import { fieldErrors } from '@keyward/auth/fastify';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { isStreamed } from './streamed-body.ts';
import { unstorableText } from './unstorable-text.ts';

/** Bodies are taken as they are: `"5"` is no number, and a member nobody asked for is refused, not dropped. */
const bodies = createAjv(false);
/** All of a URL and of a header is text, so numbers and booleans have to be read out of it. */
const texts = createAjv(true);

/**
 * Compiles the schemas of routes. What does not fit is refused with every field by JSON pointer and the rule it breaks;
 * a schema says the rule of a `pattern` in its `x-rule`, so that it continues the words "must be". An id in the path
 * that can't be one is answered like one that does not exist.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  if (isStreamed(schema)) return (value: unknown) => ({ value });
  const validate = (httpPart === 'body' ? bodies : texts).compile(schema);
  return (value: unknown) => {
    if (!validate(value)) {
      return { error: httpPart === 'params' ? new ProblemError(PROBLEMS.notFound) : (validate.errors ?? []) };
    }
    const errors = unstorableText(value);
    return errors.length === 0 ? { value } : { error: new ProblemError(PROBLEMS.validationFailed, { errors }) };
  };
};

/** A value of a schema's type, or everything that is wrong with it, by JSON pointer and the rule it breaks. */
export type SchemaCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldError[] };

/** Compiles a schema into a check by the rules that bodies are checked by, for what is read outside of a route. */
export function schemaCheck<Schema extends TSchema>(schema: Schema): (value: unknown) => SchemaCheck<Static<Schema>> {
  const validate = bodies.compile<Static<Schema>>(schema);
  return (value) => {
    if (!validate(value)) return { ok: false, errors: fieldErrors(validate.errors ?? [], 'body') };
    const errors = unstorableText(value);
    return errors.length === 0 ? { ok: true, value } : { ok: false, errors };
  };
}

function createAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    // The keywords next to a broken rule, where `x-rule` stands.
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    keywords: ['x-rule'],
  });
  formatsPlugin.default(ajv);
  return ajv;
}
