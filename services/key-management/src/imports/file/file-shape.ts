import type { FieldError } from '@keyward/auth';
import { Type } from 'typebox';
import { schemaCheck } from '../../http/validation.ts';
import type { FileFormat } from './file-format.ts';

/** The name and the only version of the format of exports. */
export const EXPORT_FORMAT = 'keyward.api-keys';
export const EXPORT_VERSION = 1;

/** The members of a file beside its rows, by what they tell of its kind. */
const MEMBERS = {
  keyward: Type.Object(
    {
      format: Type.Literal(EXPORT_FORMAT),
      version: Type.Literal(EXPORT_VERSION),
      exportedAt: Type.Optional(Type.String({ format: 'date-time' })),
      masterKeys: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: true })),
    },
    { additionalProperties: false },
  ),
  flowise: Type.Object(
    { total: Type.Optional(Type.Integer()), importMode: Type.Optional(Type.String()) },
    { additionalProperties: false },
  ),
};
const checkKeyward = schemaCheck(MEMBERS.keyward);
const checkFlowise = schemaCheck(MEMBERS.flowise);

/** Which list a file's rows stood in (`''`: the file is the list), and what stood beside it. */
export interface FileOutline {
  readonly lists: readonly string[];
  readonly members: ReadonlyMap<string, unknown>;
  /** Of a file that is a list: whether its rows are Flowise's. */
  readonly flowiseRows: boolean;
}

export interface FileShape {
  readonly format: FileFormat;
  readonly rowsAt: string;
  readonly importMode: string | undefined;
  /** What the file says its master keys are, to compare with ours. */
  readonly masterKeys: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

const UNKNOWN = 'must be a list of keys, an export of Keyward, or a list or import request of Flowise';

/** Tells what kind of file this was, and what is wrong with it as a whole. */
export function fileShape({ lists, members, flowiseRows }: FileOutline): FileShape {
  const [list, ...others] = lists;
  const shape = (format: FileFormat, errors: readonly FieldError[], more: Partial<FileShape> = {}): FileShape => ({
    format,
    rowsAt: list === undefined || list === '' || list === 'jsonFile' ? '' : `/${list}`,
    importMode: undefined,
    masterKeys: {},
    errors,
    ...more,
  });
  if (others.length > 0) return shape('written', [{ pointer: '', detail: 'must hold one list of keys' }]);
  if (list === '') return shape(flowiseRows ? 'flowise' : 'written', []);
  if (list === 'keys' || members.has('format')) {
    const check = checkKeyward(Object.fromEntries(members));
    const missing = list === 'keys' ? [] : [{ pointer: '/keys', detail: 'is required' }];
    return check.ok
      ? shape('keyward', missing, { masterKeys: check.value.masterKeys ?? {} })
      : shape('keyward', [...check.errors, ...missing]);
  }
  if (list === 'data' || list === 'jsonFile') {
    const check = checkFlowise(Object.fromEntries(members));
    if (!check.ok) return shape('flowise', check.errors);
    return shape('flowise', [], { importMode: check.value.importMode });
  }
  return shape('written', [{ pointer: '', detail: UNKNOWN }]);
}
