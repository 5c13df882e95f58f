export const organizationKeys = {
  title: 'Organization-wide keys',
  subtitle: 'API keys that are valid in every workspace of the organization, also in those that come later.',
  add: 'Add a key',
  create: 'Create the key',
  emptyTitle: 'There is no organization-wide key',
  emptyHint: 'Most applications need one workspace only, and a key of that workspace. Create one here for the others.',
  back: 'All organization-wide keys',
};
