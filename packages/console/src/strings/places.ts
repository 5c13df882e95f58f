/** What something is valid in. */
export const places = {
  where: 'Where',
  everywhere: 'The whole organization',
};
