/** The non-empty tokens in a raw query's `api_key` and `apiKey` parameters, in their order. */
export function tokensInQuery(query: string): string[] {
  const tokens: string[] = [];
  for (const parameter of query.split('&')) {
    const equals = parameter.indexOf('=');
    if (equals === -1 || !isTokenParameter(parameter.slice(0, equals))) continue;
    // A "+" stays a plus: no token holds a space, while base64 ones do hold plus signs.
    const token = decoded(parameter.slice(equals + 1));
    if (token !== '') tokens.push(token);
  }
  return tokens;
}

/** A raw query without its token parameters; the rest stays byte for byte. */
export function withoutTokenParameters(query: string): string {
  const parameters = query.split('&');
  const kept = parameters.filter((parameter) => {
    const equals = parameter.indexOf('=');
    return !isTokenParameter(equals === -1 ? parameter : parameter.slice(0, equals));
  });
  return kept.length === parameters.length ? query : kept.join('&');
}

function isTokenParameter(rawName: string): boolean {
  const name = decoded(rawName);
  return name === 'api_key' || name === 'apiKey';
}

/** Percent-decoded text; text with a broken escape stays as it is. */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
