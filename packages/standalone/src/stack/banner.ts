import type { StartedStack } from './start-stack.ts';

/** What a person reads once everything is up: where things are, and a call that works as pasted. */
export function banner({ local, firstStart }: StartedStack, localFile: string): string {
  const managementKey = firstStart
    ? `${local.managementKey} (shown this once; kept in ${localFile})`
    : `in ${localFile}`;
  const call = (flags: string, body: object) =>
    `curl ${flags} ${local.gatewayUrl}/api/v1/prediction/${local.flowId} -H 'Authorization: Bearer ${local.apiKey}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
  return `
Keyward is up.

Console:         ${local.consoleUrl} (its API, to try out: ${local.keyManagementUrl}/docs)
Management key:  ${managementKey}
Sample API key:  ${local.apiKey}

Call the sample flow:

${call('-sS', { question: 'Hello' })}

The same, streaming:

${call('-sSN', { question: 'Hello', streaming: true })}

Ctrl-C stops everything.
`;
}
