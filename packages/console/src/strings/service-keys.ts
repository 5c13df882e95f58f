export const serviceKeys = {
  title: 'Service keys',
  subtitle: 'What the gateways of this installation present to key-management.',
  add: 'Add a service key',
  create: 'Create the key',
  emptyTitle: 'There is no service key',
  emptyHint: 'A gateway needs one to ask about the keys that applications present.',
  back: 'All service keys',
};
