interface Document {
  paths?: object;
  components?: { schemas?: object };
}

/** Keywords whose values are data of callers, in which a `title` means nothing. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);

/**
 * Moves every schema of an OpenAPI document that has a `title` to `components.schemas` under that name, so that each
 * resource stands there once and clients made from the document get types of these names. Throws where two different
 * schemas have one title.
 */
export function nameSchemas<D extends Document>(document: D): D {
  const schemas = new Map<string, object>();

  function visit(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, member]) => [key, DATA.has(key) ? member : visit(member)]);
    const copy = Object.fromEntries(members);
    if (typeof copy.title !== 'string') return copy;
    // Examples at the top of a body have been moved beside the schema, those further down have not.
    const { title, example: _example, examples: _examples, ...schema } = copy;
    const known = schemas.get(title);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two different schemas have the title ${title}`);
    }
    schemas.set(title, schema);
    return { $ref: `#/components/schemas/${title}` };
  }

  const paths = visit(document.paths);
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...Object.fromEntries(schemas) },
  };
  return { ...document, paths, components };
}
