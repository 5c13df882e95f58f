import { Type } from 'typebox';

/** A schema of what may also be null. */
export const nullable = <Schema extends Type.TSchema>(schema: Schema, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
