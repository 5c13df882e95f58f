/** A path that fits a pattern, and the text that its `{flowId}` stands for. */
export interface PathMatch<R> {
  readonly route: R;
  readonly flowId: string | undefined;
}

interface Branch<R> {
  readonly literals: Map<string, Branch<R>>;
  parameter: { readonly name: string; readonly branch: Branch<R> } | undefined;
  route: R | undefined;
}

/** Compiles patterns into a tree by segments and returns its look-up. A parameter fits one segment, never an empty one. */
export function createRouteTree<R extends { readonly pattern: string }>(routes: readonly R[]) {
  const root = newBranch<R>();
  for (const route of routes) plant(root, route);

  return (path: string): PathMatch<R> | undefined => {
    let branch = root;
    let flowId: string | undefined;
    for (let start = 1; start <= path.length; ) {
      const slash = path.indexOf('/', start);
      const end = slash === -1 ? path.length : slash;
      const segment = path.slice(start, end);
      const literal = branch.literals.get(segment);
      if (literal !== undefined) {
        branch = literal;
      } else if (branch.parameter !== undefined && segment !== '') {
        if (branch.parameter.name === 'flowId') flowId = segment;
        branch = branch.parameter.branch;
      } else {
        return undefined;
      }
      start = end + 1;
    }
    return branch.route === undefined ? undefined : { route: branch.route, flowId };
  };
}

function plant<R extends { readonly pattern: string }>(root: Branch<R>, route: R): void {
  let branch = root;
  for (const segment of route.pattern.slice(1).split('/')) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      const next = branch.literals.get(segment) ?? newBranch<R>();
      branch.literals.set(segment, next);
      branch = next;
    } else {
      branch.parameter ??= { name, branch: newBranch<R>() };
      branch = branch.parameter.branch;
    }
  }
  branch.route = route;
}

function newBranch<R>(): Branch<R> {
  return { literals: new Map(), parameter: undefined, route: undefined };
}
