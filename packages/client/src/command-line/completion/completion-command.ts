import { Argument } from '@commander-js/extra-typings';
import { type Commands, type Context, examples } from '../context.ts';
import { bashCompletion } from './bash.ts';
import { commandTree } from './command-tree.ts';
import { zshCompletion } from './zsh.ts';

/** `keyward completion`: a script that a shell completes commands with. */
export function completionCommand(program: Commands, { terminal }: Context): void {
  program
    .command('completion')
    .description('print a script that lets a shell complete commands and options')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh'] as const))
    .addHelpText('after', examples('source <(keyward completion bash)', 'keyward completion zsh > ~/.zsh/_keyward.zsh'))
    .action((shell) => {
      const tree = commandTree(program);
      terminal.out(shell === 'bash' ? bashCompletion(tree) : zshCompletion(tree));
    });
}
