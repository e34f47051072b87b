# Completes leadscout in fish. Load it with: leadscout completion fish | source
function __leadscout_knows
    set -g __leadscout_words (leadscout completion words (commandline -cp | string collect --no-trim-newlines | string trim -r -c \n) 2>/dev/null)
    test (count $__leadscout_words) -gt 0
end
complete -c leadscout -f -n __leadscout_knows -a '$__leadscout_words'
