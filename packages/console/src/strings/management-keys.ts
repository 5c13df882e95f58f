export const managementKeys = {
  title: 'Management keys',
  subtitle: 'What automation, and people without an identity provider, present at Keyward’s own API.',
  add: 'Add a management key',
  create: 'Create the key',
  emptyTitle: 'There is no management key',
  emptyHint: 'A pipeline or a script needs one to manage keys, flows and the rest.',
  back: 'All management keys',
  ownChoice: 'Own choice',
  permissions: 'Permissions',
  operator: 'Operator',
  operatorHint: 'Owner of every organization, also of those that come later. Give this to few.',
};
