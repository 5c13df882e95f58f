import { type InjectedCredential, ProblemError, type RoutedUpstream } from '@keyward/auth';

import { isFieldValue, isToken } from '../message-head.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { headerFamily, parameterFamily } from './name-families.ts';

/**
 * The credential that requests to an upstream carry, null where there is none. Throws ProblemError
 * `credentialUnavailable` (503) where there is one that can't be had: nothing goes upstream without it.
 */
export function requireCredential({ credential }: RoutedUpstream): InjectedCredential | null {
  if (credential === null || !('unreadable' in credential)) return credential;
  const { id, unreadable } = credential;
  const detail =
    unreadable.kid === ''
      ? `The credential ${id} of the upstream does not exist any more.`
      : `The credential ${id} of the upstream cannot be decrypted: key-management does not have the master key ${unreadable.kid}.`;
  const members = { credentialId: id, kid: unreadable.kid === '' ? null : unreadable.kid };
  throw new ProblemError(GATEWAY_PROBLEMS.credentialUnavailable, { detail, members });
}

/**
 * The header that carries a credential, its name and its value; undefined for one that goes into the query. Throws
 * ProblemError `credentialUnavailable` (503) where that would be no header: it could end its line and begin another one.
 */
export function credentialHeader(credential: InjectedCredential): [string, string] | undefined {
  const { id, location, name, value } = credential;
  if (location === 'query' || (location === 'header' && name === null)) return undefined;
  const ownName = location === 'bearer' ? 'authorization' : (name ?? '');
  if (!isToken(ownName) || !isFieldValue(value)) {
    const detail = `The credential ${id} of the upstream cannot be sent in a header.`;
    throw new ProblemError(GATEWAY_PROBLEMS.credentialUnavailable, {
      detail,
      members: { credentialId: id, kid: null },
    });
  }
  return [ownName, location === 'bearer' ? `Bearer ${value}` : value];
}

/** Whether an upstream might read a header of the client as the one that carries the credential. */
export function overridesHeader(name: string, { location, name: own }: InjectedCredential): boolean {
  if (location !== 'header' || own === null || name.length !== own.length) return false;
  return headerFamily(name.toLowerCase()) === headerFamily(own.toLowerCase());
}

/**
 * The target (path and query) with the credential in it, where it belongs into the query. It comes first, since some
 * servers read no more than so many parameters; whatever one could take for it is left out.
 */
export function targetWithCredential(target: string, { location, name, value }: InjectedCredential): string {
  if (location !== 'query' || name === null) return target;
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  const own = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const rest = query === '' ? '' : withoutFamily(query, parameterFamily(encodeURIComponent(name)));
  return rest === '' ? `${path}?${own}` : `${path}?${own}&${rest}`;
}

/** A parameter goes as a whole, also where only a server that reads `;` as a separator would find the name in it. */
function withoutFamily(query: string, family: string): string {
  const parameters = query.split('&');
  const kept = parameters.filter((parameter) => !parameter.split(';').some((part) => parameterFamily(part) === family));
  return kept.length === parameters.length ? query : kept.join('&');
}
