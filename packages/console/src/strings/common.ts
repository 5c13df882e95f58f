export const common = {
  product: 'Keyward',
  loading: 'Loading…',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save changes',
  delete: 'Delete',
  edit: 'Edit',
  copy: 'Copy',
  copied: 'Copied',
  never: 'Never',
  none: 'None',
  all: 'All',
  optional: 'optional',
  next: 'Next page',
  previous: 'Previous page',
  back: 'Back',
  actions: 'Actions',
  saved: 'Saved',
  you: 'You',
  notFound: 'Not found',
  notFoundTitle: 'There is nothing here',
  notFoundHint: 'The address is wrong, or what it led to is gone, or you may not see it.',
  home: 'To the start',
  typeToConfirm: (name: string) => `Type “${name}” to confirm`,
  page: (page: number) => `Page ${page}`,
};

export const problems = {
  title: 'That did not work',
  noAnswer: 'Keyward does not answer. Check the connection and try again; nothing is lost.',
  unexpected: 'Something unexpected happened. Try again, or load the page anew.',
  nameTaken: 'The name is taken: choose another one.',
  requestId: (id: string) => `Request ${id}`,
  changedTitle: 'Somebody else has changed it meanwhile',
  changedHint: 'Your changes were not saved. Take the newer version and start over, or save yours over it.',
  takeTheirs: 'Show the newer version',
  keepMine: 'Save mine over it',
};

export const permissions = {
  missing: (anyOf: readonly string[]) => `You need the permission ${anyOf.join(' or ')} for this.`,
  pageTitle: 'You may not see this page',
};

export const receipt = {
  none: 'No gateway is running, so none accepts it.',
  acknowledged: (done: number, all: number, ms: number) =>
    `In force at ${done} of ${all} ${all === 1 ? 'gateway' : 'gateways'} after ${ms} ms.`,
  refused: (done: number, all: number, ms: number) =>
    `Refused by ${done} of ${all} ${all === 1 ? 'gateway' : 'gateways'} after ${ms} ms.`,
  lapsed: (count: number) =>
    `${count} ${count === 1 ? 'gateway was' : 'gateways were'} silent; ${count === 1 ? 'its' : 'their'} lease is over, so nothing stale is accepted.`,
  stale: (seconds: number) => `A silent gateway may go on with old answers for ${seconds} s, as it was configured to.`,
};
