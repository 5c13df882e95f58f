import { Alert, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../clipboard/copy-button.tsx';
import { strings } from '../strings/index.ts';
import type { Snippet } from './snippet.ts';
import { Snippets } from './snippets.tsx';
import classes from './token-dialog.module.css';

const ofKeys = strings.keys.token;
type TokenText = Readonly<typeof ofKeys>;

interface TokenDialogProps {
  readonly token: string | null;
  /** How to use it; none where there is nothing to call. */
  readonly snippets: readonly Snippet[];
  /** What is said, where it is not a key. */
  readonly text?: TokenText;
  readonly onClose: () => void;
}

/** Shows a new key, or another secret, this once. Asks before it closes where it was not copied. */
export function TokenDialog({ token, snippets, text = ofKeys, onClose }: TokenDialogProps) {
  const [copied, setCopied] = useState(token === null);
  const [asking, setAsking] = useState(false);
  const close = () => (copied ? onClose() : setAsking(true));
  return (
    <Modal opened onClose={close} title={text.title} size="xl" closeOnClickOutside={false}>
      {asking ? (
        <Stack role="alertdialog" aria-label={text.notCopied}>
          <Title order={2} size="h4">
            {text.notCopied}
          </Title>
          <Text>{text.notCopiedHint}</Text>
          <Group justify="flex-end">
            <Button variant="default" color="red" onClick={onClose}>
              {text.closeAnyway}
            </Button>
            <Button onClick={() => setAsking(false)} autoFocus>
              {text.goBack}
            </Button>
          </Group>
        </Stack>
      ) : token === null ? (
        <Text>{text.lost}</Text>
      ) : (
        <ShownToken snippets={snippets} text={text} token={token} onCopied={() => setCopied(true)} onDone={close} />
      )}
    </Modal>
  );
}

interface ShownTokenProps {
  readonly token: string;
  readonly snippets: readonly Snippet[];
  readonly text: TokenText;
  readonly onCopied: () => void;
  readonly onDone: () => void;
}

function ShownToken({ token, snippets, text, onCopied, onDone }: ShownTokenProps) {
  return (
    <Stack onCopy={onCopied}>
      <Alert color="yellow" icon={<IconAlertTriangle />}>
        {text.warning}
      </Alert>
      <Group align="stretch" gap="xs" className={classes.row}>
        <code className={classes.token}>{token}</code>
        <CopyButton
          text={token}
          label={text.copy}
          onCopied={onCopied}
          variant="filled"
          h="auto"
          mih={40}
          data-autofocus
        />
      </Group>
      {snippets.length > 0 && (
        <>
          <Title order={3} size="h5">
            {text.use}
          </Title>
          <Snippets snippets={snippets} onCopied={onCopied} />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {text.done}
        </Button>
      </Group>
    </Stack>
  );
}
