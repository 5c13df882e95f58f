/** Where a request goes and what it needs for that, as far as that is known. */
export interface Destination {
  /** Null until it is found, and allowed. */
  readonly workspaceId: string | null;
  readonly flowId: string | null;
  /** The public name of the model. */
  readonly model: string | null;
  /** The name of the upstream of a custom API. */
  readonly api: string | null;
  /** Null where the route needs none. */
  readonly permission: string | null;
  /** Whether what is named exists: names that a client made up are not counted by. */
  readonly found: boolean;
}

/** Of a request that has not come far enough to tell. */
export const NO_DESTINATION: Destination = {
  workspaceId: null,
  flowId: null,
  model: null,
  api: null,
  permission: null,
  found: false,
};
