export const apiKeys = {
  title: 'API Keys',
  subtitle: 'What your applications present at the gateway to call flows and custom APIs.',
  add: 'Add a key',
  create: 'Create the key',
  emptyTitle: 'Create the first key',
  emptyHint: 'An application needs a key to call a flow. Give it a name and the least permissions that do.',
  back: 'All API keys',
};
