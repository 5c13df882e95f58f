import { Tabs } from '@mantine/core';
import { CopyButton } from '../clipboard/copy-button.tsx';
import type { Snippet } from './snippet.ts';
import classes from './token-dialog.module.css';

interface SnippetsProps {
  readonly snippets: readonly Snippet[];
  readonly onCopied: () => void;
}

/** The same call in several languages, one of them at a time. */
export function Snippets({ snippets, onCopied }: SnippetsProps) {
  return (
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
  );
}
