/** A person as the OpenID provider tells of one. */
export interface Person {
  /** The provider, as OIDC_ISSUER names it. */
  readonly issuer: string;
  /** The provider's `sub`, taken as it is. */
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
}

const MAX_SUBJECT = 255;
const MAX_GROUP = 255;
const MAX_GROUPS = 1000;
const MAX_NAME = 200;

/**
 * Reads a person out of claims. Groups are a list of texts or one text; whatever else stands there counts for nothing,
 * and so do texts that no member can be named by. Undefined without a usable `sub`.
 */
export function personOf(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  groupsClaim: string,
): Person | undefined {
  const { sub } = claims;
  if (!isUsable(sub, MAX_SUBJECT)) return undefined;
  const groups = [claims[groupsClaim] ?? []].flat().filter((group) => isUsable(group, MAX_GROUP));
  const names = [claims.name, claims.preferred_username, claims.email, sub];
  const name = names.find((text) => isUsable(text, MAX_NAME)) ?? sub;
  return { issuer, subject: sub, name, groups: groups.slice(0, MAX_GROUPS) };
}

function isUsable(value: unknown, maxLength: number): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= maxLength &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}
