/** What every request asks: 45 bytes. */
export const QUESTION = JSON.stringify({ question: 'What is the status of my order' });

/** What the origin answers: 205 bytes. */
export const ANSWER = JSON.stringify({
  text: 'Your order has left our warehouse early this morning and will arrive tomorrow before noon.',
  question: 'What is the status of my order',
  chatId: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11',
  sent: true,
});

export const FLOW = 'f';
export const PATH = `/api/v1/prediction/${FLOW}`;
export const CONNECTIONS = 64;
