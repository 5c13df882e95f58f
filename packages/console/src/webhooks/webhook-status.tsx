import { Badge } from '@mantine/core';
import { strings } from '../strings/index.ts';

const text = strings.webhooks;

export function WebhookStatus({ enabled }: { readonly enabled: boolean }) {
  return (
    <Badge variant="light" color={enabled ? 'green' : 'gray'} tt="none">
      {enabled ? text.enabled : text.disabled}
    </Badge>
  );
}
