import type { Key, KeySurface } from './key-surface.ts';

/** A key with the version of it that was read. */
export interface ReadKey {
  readonly key: Key;
  readonly etag: string;
}

/** What a dialog about one key gets. */
export interface KeyDialogBodyProps {
  readonly surface: KeySurface;
  readonly read: ReadKey;
  readonly reread: () => Promise<{ readonly data: ReadKey | undefined }>;
  readonly onClose: (changed: boolean) => void;
}
