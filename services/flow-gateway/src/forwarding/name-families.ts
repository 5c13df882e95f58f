/** Header names, given in lower case, that some server reads as the same: CGI's heirs make underscores of dashes. */
export function headerFamily(name: string): string {
  return name.includes('_') ? name.replaceAll('_', '-') : name;
}

/**
 * Query parameters that some server reads as the same, from a raw `name` or `name=value`: whatever the case and the
 * escapes; PHP turns dots and spaces in names into underscores; brackets make lists of it (`key[]`, `key[a]`, `[key]`).
 */
export function parameterFamily(parameter: string): string {
  const equals = parameter.indexOf('=');
  const name = decoded((equals === -1 ? parameter : parameter.slice(0, equals)).replaceAll('+', ' '));
  const [plain = ''] = name
    .trim()
    .replace(/^\[+/, '')
    .split(/[[\]\0]/, 1);
  return plain.toLowerCase().replace(/[ .]/g, '_');
}

/** Percent-decoded as often as it takes. A broken escape hides no other one. */
function decoded(name: string): string {
  let text = name;
  for (let round = 0; round < 3 && text.includes('%'); round++) {
    text = text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  return text;
}
