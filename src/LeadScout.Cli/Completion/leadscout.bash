# Completes leadscout in bash. Load it with: source <(leadscout completion bash)
_leadscout() {
    local line=${COMP_LINE:0:COMP_POINT} words
    words=$(leadscout completion words "$line" 2>/dev/null) || return
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _leadscout leadscout
