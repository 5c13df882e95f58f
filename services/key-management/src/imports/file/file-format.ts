/** The formats of files, told apart by their shape: an export of Keyward's, Flowise's, and one written by hand. */
export const FILE_FORMATS = ['keyward', 'flowise', 'written'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
