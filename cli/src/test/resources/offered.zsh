# SPDX-License-Identifier: Apache-2.0
# zsh -f offered.zsh FOLDER LINE: what an interactive zsh offers behind LINE, a word a line.
# Completion needs a terminal, so a second zsh has one; it prints its words instead of showing them.
zmodload zsh/zpty || exit 77
script=$0:A
if [[ $1 != inside ]]; then
  zpty shell "zsh -f -i"
  zpty -w shell "source ${(q)script} inside ${(q)1}"
  zpty -r shell said $'*\n<ready>*' || exit 1
  zpty -w -n shell "$2"$'\t'
  zpty -r shell said $'*<offered>*<end>*' || exit 1
  said=${said#*<offered>}
  print -r -- "${${said%%<end>*}//$'\r'/}"
  zpty -d shell
  exit 0
fi
PS1= PS2= RPS1=
unsetopt zle_bracketed_paste 2>/dev/null
fpath=($2 $fpath)
autoload -Uz compinit && compinit -D -u
zstyle ':completion:*' menu no
zstyle ':completion:*' completer _complete
bindkey '^I' complete-word
compadd() {
  local -a hits
  # Asked for an array: the caller goes on with it.
  if (( ${@[(I)-[OAD]*]} )); then
    builtin compadd "$@"
    return
  fi
  builtin compadd -O hits "$@"
  print -rl -- $hits
  builtin compadd "$@"
}
offering() { print -n '<offered>' }
offered() { print -n '<end>' }
compprefuncs=(offering)
comppostfuncs=(offered)
print '\n<ready>'
