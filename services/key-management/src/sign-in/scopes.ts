/**
 * The scopes to ask for: `openid`, and what else tells of names and groups, as far as the provider knows it; some refuse
 * a scope that they do not know.
 */
export function scopesFor(
  { scopes_supported: supported = ['profile', 'email'] }: { readonly scopes_supported?: string[] },
  groupsClaim: string,
): string {
  const wanted = new Set(['profile', 'email', groupsClaim]);
  return ['openid', ...supported.filter((scope) => wanted.has(scope))].join(' ');
}
