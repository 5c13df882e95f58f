export * from './authorization/index.ts';
export * from './network/index.ts';
export * from './permissions/index.ts';
export * from './problems/index.ts';
export * from './token/index.ts';
export * from './verifier/index.ts';
export * from './wire/index.ts';
