/** What a token is for: `api` and `gw` belong to client apps, `mgmt` to automation, `svc` to Keyward's own services. */
export const TOKEN_KINDS = ['api', 'gw', 'mgmt', 'svc'] as const;

export type TokenKind = (typeof TOKEN_KINDS)[number];
