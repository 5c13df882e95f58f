import { Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../strings/index.ts';
import classes from './drop-zone.module.css';

const text = strings.imports;

interface DropZoneProps {
  readonly file: File | undefined;
  readonly onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
export function DropZone({ file, onFile }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first !== undefined) onFile(first);
  };
  return (
    <label
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden />
      <Text fw={600} component="span">
        {file === undefined ? text.drop : text.chosen(file.name, sizeOf(file.size))}
      </Text>
      <Text size="sm" c="dimmed" component="span">
        {text.dropHint}
      </Text>
      <input
        type="file"
        accept="application/json,.json"
        className={classes.input}
        aria-label={text.file}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file, mended, can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

function sizeOf(bytes: number): string {
  const kilobytes = bytes / 1000;
  return kilobytes < 1000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}
