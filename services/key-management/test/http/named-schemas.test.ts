import t from 'tap';
import { nameSchemas } from '../../src/http/named-schemas.ts';

t.test('titled schemas move to the components, nested ones too', (t) => {
  const inner = { title: 'Inner', type: 'string' };
  const outer = { title: 'Outer', type: 'object', properties: { a: inner, title: { type: 'string' } } };
  const document = nameSchemas({
    paths: { '/a': { get: { one: { schema: outer }, two: { schema: { type: 'array', items: inner } } } } },
    components: { schemas: { Kept: { type: 'null' } } },
  });
  t.same(document.paths, {
    '/a': {
      get: {
        one: { schema: { $ref: '#/components/schemas/Outer' } },
        two: { schema: { type: 'array', items: { $ref: '#/components/schemas/Inner' } } },
      },
    },
  });
  t.same(document.components.schemas, {
    Kept: { type: 'null' },
    Inner: { type: 'string' },
    Outer: {
      type: 'object',
      properties: { a: { $ref: '#/components/schemas/Inner' }, title: { type: 'string' } },
    },
  });
  t.end();
});

t.test('data that happens to have a title stays as it is', (t) => {
  const schema = { type: 'object', default: { title: 'x' }, examples: [{ title: 'y' }], enum: [{ title: 'z' }] };
  t.same(nameSchemas({ paths: { a: schema } }).paths, { a: schema });
  t.end();
});

t.test('two schemas of one name are a mistake', (t) => {
  const paths = { a: { title: 'Same', type: 'string' }, b: { title: 'Same', type: 'number' } };
  t.throws(() => nameSchemas({ paths }), { message: 'two different schemas have the title Same' });
  t.end();
});
