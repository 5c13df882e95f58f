import { type Rival, startRivalProgram } from './rival.ts';

export const tcpRelay: Rival = {
  name: 'TCP relay in Node',
  does: 'a reference: bytes from socket to socket, no HTTP',
  checksKey: false,
  start: (setting) => startRivalProgram('tcp-relay.ts', setting),
};
