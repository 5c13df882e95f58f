export interface Snippet {
  readonly language: string;
  readonly code: string;
}
