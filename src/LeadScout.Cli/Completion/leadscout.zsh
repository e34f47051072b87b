#compdef leadscout
# Completes leadscout in zsh. Load it with: source <(leadscout completion zsh)
_leadscout() {
    local -a words_found
    words_found=("${(@f)$(leadscout completion words "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
    words_found=(${words_found:#})
    if (( ${#words_found} )); then compadd -a words_found; else _files; fi
}
if [[ -n $functions[compdef] ]]; then compdef _leadscout leadscout; else autoload -Uz compinit && compinit && compdef _leadscout leadscout; fi
