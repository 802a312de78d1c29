// Completion as scripts of bash, zsh and fish. All that is completed but paths is written into the
// script, so that no key press starts the program. `implied` is the command where none is named.

import type { Completed, CompletedCommand, CompletedOption } from "./completion-model.js";

/** How to print the script of each shell. */
export const completionScripts = { bash: formatBash, zsh: formatZsh, fish: formatFish };

const NAME = "valk-codemod";

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function namesOf(commands: readonly CompletedCommand[]): string {
  return commands.map(({ name }) => name).join(" ");
}

function flagsOf({ short, long }: CompletedOption): readonly string[] {
  return short === undefined ? [long] : [short, long];
}

function formatBash(commands: readonly CompletedCommand[], implied: string): string {
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      const patterns = flagsOf(option).map((flag) => `"${name} ${flag}"`);
      return option.value === undefined
        ? []
        : [`    ${patterns.join(" | ")}) ${assignBash(option.value)} ;;`];
    }),
  );
  const operands = commands.map(({ name, options, operand }) => {
    const flags = options.flatMap(flagsOf).join(" ");
    return `        ${name}) options=${quote(flags)} ${operand === undefined ? "" : assignBash(operand)} ;;`;
  });
  return `# bash completion of ${NAME}: source it, or put it into the folder of bash-completion.

_valk_codemod() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  local command=${implied} commands=${quote(namesOf(commands))} options= words= paths=
  # bash takes --format=json for three words.
  if [[ $prev == = ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $cur == = ]]; then
    cur=
  fi
  if ((COMP_CWORD > 1)) && [[ " $commands " == *" \${COMP_WORDS[1]} "* ]]; then
    command=\${COMP_WORDS[1]}
  fi
  case "$command $prev" in
${values.join("\n")}
    *)
      case $command in
${operands.join("\n")}
      esac
      if ((COMP_CWORD == 1)); then
        words="$commands $words"
      fi
      if [[ $cur == -* ]]; then
        words=$options paths=
      fi
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -n $paths ]]; then
    compopt -o filenames 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY+=($(compgen "$paths" -- "$cur"))
  fi
}

complete -F _valk_codemod ${NAME}
`;
}

function assignBash({ words, paths }: Completed): string {
  const option = { files: "-f", folders: "-d" };
  return [
    `words=${quote(words.join(" "))}`,
    ...(paths === undefined ? [] : [`paths=${option[paths]}`]),
  ].join(" ");
}

function formatZsh(commands: readonly CompletedCommand[], implied: string): string {
  const cases = commands.map(({ name, options, operand }) => {
    const specs = [
      ...options.map(specOf),
      ...(operand === undefined ? [] : [quote(`*:${actionOf(operand)}`)]),
    ];
    return `    ${name})\n      _arguments -s : \\\n        ${specs.join(" \\\n        ")}\n      ;;`;
  });
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  return `#compdef ${NAME}
# zsh completion of ${NAME}: source it, or put it as _${NAME} into a folder of $fpath.

_${NAME}() {
  local command=${implied} names=${quote(` ${namesOf(commands)} `)}
  local -a commands=(
${list.join("\n")}
  )
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
  elif [[ $names == *" $words[2] "* ]]; then
    command=$words[2]
    shift words
    ((CURRENT--))
  fi
  case $command in
${cases.join("\n")}
  esac
}

if [[ $funcstack[1] == _${NAME} ]]; then
  _${NAME} "$@"
else
  compdef _${NAME} ${NAME}
fi
`;
}

function specOf(option: CompletedOption): string {
  const { value, isRepeatable } = option;
  const flags = flagsOf(option);
  const before = isRepeatable ? "*" : `(${flags.join(" ")})`;
  const text = `[${option.text.replace(/[[\]]/g, "\\$&")}]`;
  const behind = value === undefined ? "" : `:${actionOf(value)}`;
  return flags
    .map((flag) => {
      const mark = value === undefined ? "" : flag.startsWith("--") ? "=" : "+";
      return quote(`${before}${flag}${mark}${text}${behind}`);
    })
    .join(" ");
}

/** `MESSAGE:ACTION`, as _arguments takes it. */
function actionOf({ name, words, paths }: Completed): string {
  const files = { files: "_files", folders: "_files -/" };
  if (paths === undefined) {
    return `${name}:(${words.join(" ")})`;
  }
  return words.length === 0
    ? `${name}:${files[paths]}`
    : `${name}:{compadd -- ${words.join(" ")}; ${files[paths]}}`;
}

function formatFish(commands: readonly CompletedCommand[], implied: string): string {
  const complete = `complete -c ${NAME}`;
  const lines = commands.flatMap(({ name, summary, options, operand }) => {
    const here = `${complete} -n '__valk_codemod_is ${name}'`;
    return [
      `${complete} -n '__valk_codemod_is_first' -a ${name} -d ${quoteFish(summary)}`,
      ...options.map(({ short, long, text, value }) => {
        const flags = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short[1]}`])];
        const taken = value === undefined ? "" : ` -r ${argumentsOf(value)}`;
        return `${here} ${flags.join(" ")} -d ${quoteFish(text)}${taken}`;
      }),
      ...(operand === undefined ? [] : [`${here} ${argumentsOf(operand)}`]),
    ];
  });
  return `# fish completion of ${NAME}: source it, or put it into ~/.config/fish/completions.

function __valk_codemod_is_first
    test (count (commandline -opc)) -eq 1
end

function __valk_codemod_is
    set -l words (commandline -opc)
    if contains -- "$words[2]" ${namesOf(commands)}
        test "$words[2]" = $argv[1]
    else
        test ${implied} = $argv[1]
    end
end

${complete} -f
${lines.join("\n")}
`;
}

function argumentsOf({ words, paths }: Completed): string {
  const folders = paths === "folders" ? ["(__fish_complete_directories)"] : [];
  const all = [...words, ...folders];
  return [
    paths === "files" ? "-F" : "-f",
    ...(all.length > 0 ? [`-a ${quoteFish(all.join(" "))}`] : []),
  ].join(" ");
}

/** In fish a backslash and a quote are escaped inside single quotes. */
function quoteFish(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
