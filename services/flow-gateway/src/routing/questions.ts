import { type KeyScope, scopeQuery } from './key-scope.ts';

/** Where a name means something: among what a key can mean, or, without a key, everywhere. */
export type Scope = KeyScope | 'installation';

/** Gives the question about a name; undefined for a text that can be no name. */
export type Questions = (name: string, scope: Scope) => string | undefined;

/** How many are remembered at most; beyond that remembering begins anew. */
const MAX_REMEMBERED = 10_000;

/**
 * Puts questions to key-management about names together: `path`, the name, and where it is looked for. Most have been
 * asked before, and are the same string then: to make another one of the same text, and to look that up, takes longer
 * than all the rest of a look-up.
 */
export function createQuestions(path: string, form: RegExp): Questions {
  const ofWorkspaces = new Map<string, Map<string, string>>();
  const ofOrganizations = new Map<string, Map<string, string>>();
  const ofInstallation = new Map<string, string>();
  let remembered = 0;

  function rememberedIn(scope: Scope): Map<string, string> | undefined {
    if (scope === 'installation') return ofInstallation;
    return 'workspaceId' in scope ? ofWorkspaces.get(scope.workspaceId) : ofOrganizations.get(scope.organizationId);
  }

  function remember(name: string, scope: Scope, question: string): void {
    if (remembered === MAX_REMEMBERED) {
      for (const questions of [ofWorkspaces, ofOrganizations, ofInstallation]) questions.clear();
      remembered = 0;
    }
    remembered++;
    if (scope === 'installation') ofInstallation.set(name, question);
    else if ('workspaceId' in scope) entryOf(ofWorkspaces, scope.workspaceId).set(name, question);
    else entryOf(ofOrganizations, scope.organizationId).set(name, question);
  }

  return (name, scope) => {
    const known = rememberedIn(scope)?.get(name);
    if (known !== undefined) return known;
    if (!form.test(name)) return undefined;
    const question = `${path}${name}${scope === 'installation' ? '' : scopeQuery(scope)}`;
    // By a part of the question: the name is a part of its request's target, and would keep all of that.
    remember(question.slice(path.length, path.length + name.length), scope, question);
    return question;
  };
}

function entryOf(maps: Map<string, Map<string, string>>, id: string): Map<string, string> {
  const known = maps.get(id);
  if (known !== undefined) return known;
  const fresh = new Map<string, string>();
  maps.set(id, fresh);
  return fresh;
}
