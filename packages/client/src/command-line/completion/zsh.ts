import { bashCompletion } from './bash.ts';
import type { CommandTree } from './command-tree.ts';

/** The same for zsh, which runs completions that are written for bash. */
export function zshCompletion(tree: CommandTree): string {
  const script = bashCompletion(tree).split('\n').slice(1).join('\n');
  return `# Completion of keyward for zsh. Put into ~/.zshrc: source <(keyward completion zsh)
autoload -Uz +X compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${script}`;
}
