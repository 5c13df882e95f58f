import { Alert, Button, Group, Modal, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../clipboard/copy-button.tsx';
import { strings } from '../strings/index.ts';
import type { KeySurface } from './key-surface.ts';
import classes from './token-dialog.module.css';

const text = strings.keys.token;

interface TokenDialogProps {
  readonly surface: KeySurface;
  readonly token: string | null;
  readonly onClose: () => void;
}

/** Shows a new key, this once. Asks before it closes where the key was not copied. */
export function TokenDialog({ surface, token, onClose }: TokenDialogProps) {
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
        <ShownToken surface={surface} token={token} onCopied={() => setCopied(true)} onDone={close} />
      )}
    </Modal>
  );
}

interface ShownTokenProps {
  readonly surface: KeySurface;
  readonly token: string;
  readonly onCopied: () => void;
  readonly onDone: () => void;
}

function ShownToken({ surface, token, onCopied, onDone }: ShownTokenProps) {
  const snippets = surface.snippets(token);
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
      <Title order={3} size="h5">
        {text.use}
      </Title>
      <Tabs defaultValue={snippets[0]?.language ?? null}>
        <Tabs.List>
          {snippets.map(({ language }) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets.map(({ language, code }) => (
          <Tabs.Panel key={language} value={language} pt="xs">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach it */}
            <pre className={classes.snippet} tabIndex={0}>
              {code}
            </pre>
            <CopyButton text={code} size="xs" onCopied={onCopied} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {text.done}
        </Button>
      </Group>
    </Stack>
  );
}
