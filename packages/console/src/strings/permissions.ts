export const permissions = {
  missing: (anyOf: readonly string[]) => `You need the permission ${anyOf.join(' or ')} for this.`,
  operatorsOnly: 'It belongs to the installation as a whole: only an operator may see it.',
  pageTitle: 'You may not see this page',
};
