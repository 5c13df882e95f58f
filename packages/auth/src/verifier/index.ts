export { createVerifier, type Verification, type Verifier, type VerifierOptions } from './verifier.ts';
