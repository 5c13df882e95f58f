import type { CommandTree } from './command-tree.ts';

/** A script for bash that completes commands, options, and the values of options that are paths or one of a few. */
export function bashCompletion({ nodes, fileOptions, freeOptions, choices }: CommandTree): string {
  const paths = nodes.flatMap(({ path }) => (path === '' ? [] : `'${path}'`)).join('|');
  const values = [...choices].map(
    ([option, words]) => `    ${option}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;`,
  );
  const commands = nodes.map(
    ({ path, subcommands, options }) =>
      `    '${path}') words='${subcommands.join(' ')}' options='${options.join(' ')}' ;;`,
  );
  return `# Completion of keyward for bash. Put into ~/.bashrc: source <(keyward completion bash)
_keyward() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} path= next words= options= i
  COMPREPLY=()
  case $prev in
    ${fileOptions.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    ${freeOptions.join('|')}) return ;;
${values.join('\n')}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    next=\${path:+$path }\${COMP_WORDS[i]}
    case $next in
      ${paths}) path=$next ;;
    esac
  done
  case $path in
${commands.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _keyward keyward
`;
}
