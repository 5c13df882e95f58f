import { Code, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../clipboard/copy-button.tsx';
import { Section } from '../facts/section.tsx';
import { PLACEHOLDER_GATEWAY } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import type { Gateway } from './gateway-dialog.tsx';
import { modelSnippets } from './model-snippets.ts';

const text = strings.gateways;

/** Where applications reach the configuration, with a call to paste a key into. */
export function EndpointSection({ gateway }: { readonly gateway: Gateway }) {
  const { gatewayUrl } = useSession().session;
  const url = `${gatewayUrl ?? PLACEHOLDER_GATEWAY}/v1`;
  const [curl] = modelSnippets({ token: 'YOUR_KEY', model: gateway.models[0]?.name, gatewayUrl });
  return (
    <Section title={text.endpoint}>
      <Stack gap="sm">
        <Text c="dimmed">{text.endpointHint}</Text>
        <Group gap="xs">
          <Code>{url}</Code>
          <CopyButton text={url} size="xs" />
        </Group>
        {curl !== undefined && (
          <Code block tabIndex={0}>
            {curl.code}
          </Code>
        )}
      </Stack>
    </Section>
  );
}
