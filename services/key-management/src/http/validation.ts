import { PROBLEMS, ProblemError } from '@keyward/auth';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
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
  const validate = (httpPart === 'body' ? bodies : texts).compile(schema);
  return (value: unknown) => {
    if (!validate(value)) {
      return { error: httpPart === 'params' ? new ProblemError(PROBLEMS.notFound) : (validate.errors ?? []) };
    }
    const errors = unstorableText(value);
    return errors.length === 0 ? { value } : { error: new ProblemError(PROBLEMS.validationFailed, { errors }) };
  };
};

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
