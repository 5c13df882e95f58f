/** What happens to a name that a live key of the workspace has. */
export const IMPORT_MODES = ['add-new', 'overwrite', 'replace-all', 'error-if-exists'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** What Flowise's import request calls the modes. */
const ALIASES: Readonly<Record<string, ImportMode>> = {
  ignoreIfExist: 'add-new',
  overwriteIfExist: 'overwrite',
  replaceAll: 'replace-all',
  errorIfExist: 'error-if-exists',
};

/** Every name that a mode may be asked for by. */
export const MODE_NAMES: readonly string[] = [...IMPORT_MODES, ...Object.keys(ALIASES)];

/** The mode of a name; undefined where it is none. */
export function modeOf(name: string): ImportMode | undefined {
  return IMPORT_MODES.find((mode) => mode === name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);
}
