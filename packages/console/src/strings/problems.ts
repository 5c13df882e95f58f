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
