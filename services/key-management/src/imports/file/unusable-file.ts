/** A file that can't be read to its end: `not-json`, or `too-many-rows`. The detail says where, never what stands there. */
export class UnusableFile extends Error {
  readonly reason: 'not-json' | 'too-many-rows';

  constructor(reason: UnusableFile['reason'], detail: string) {
    super(detail);
    this.name = 'UnusableFile';
    this.reason = reason;
  }
}
