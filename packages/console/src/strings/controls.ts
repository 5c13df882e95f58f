/** The words of buttons, fields and lists, wherever they stand. */
export const controls = {
  loading: 'Loading…',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save changes',
  delete: 'Delete',
  edit: 'Edit',
  copy: 'Copy',
  copied: 'Copied',
  optional: 'optional',
  next: 'Next page',
  previous: 'Previous page',
  actions: 'Actions',
  typeToConfirm: (name: string) => `Type “${name}” to confirm`,
  more: (count: number) => `and ${count} more`,
  page: (page: number) => `Page ${page}`,
};
