import { newId } from '@keyward/auth';

/** This process' pseudonym: gateways in a row, also of one installation, are no loop. */
const SELF = `1.1 keyward-${newId()}`;

/** The `Via` for the upstream (RFC 9110 section 7.6.3): the one received, and this gateway. */
export function viaHeader(received: string | undefined): string {
  return received === undefined ? SELF : `${received}, ${SELF}`;
}

/** Whether a request has come through this process before: an upstream that leads back to it. */
export function hasPassedHere(received: string | undefined): boolean {
  return received?.includes(SELF) === true;
}
