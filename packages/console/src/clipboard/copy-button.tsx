import { Button, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../strings/index.ts';
import { copyText } from './copy-text.ts';

interface CopyButtonProps extends ButtonProps {
  readonly text: string;
  readonly label?: string;
  readonly onCopied?: () => void;
}

export function CopyButton({ text, label = strings.controls.copy, onCopied, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    onCopied?.();
  };
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      onClick={() => void copy()}
      {...props}
    >
      <span aria-live="polite">{copied ? strings.controls.copied : label}</span>
    </Button>
  );
}
