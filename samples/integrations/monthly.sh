#!/usr/bin/env bash
# Labels this month's list. For cron, or a step of a CI job.
# usage: monthly.sh LIST LLM        for example: monthly.sh leads-2026-11.csv openai:gpt-5-mini
# Keep leadscout.db from month to month: what was paid for is not paid for again.
set -u

label() {
    leadscout classify "$1" --question department --teacher "$2" --max-cost "${MAX_COST:-5.00}" --yes --format json >"$1.report.json"
}

label "$1" "$2"
code=$?
if [ "$code" = 4 ]; then
    echo "The LLM can't be reached. Once more in ${PAUSE:-15m}." >&2
    sleep "${PAUSE:-15m}"
    label "$1" "$2"
    code=$?
fi

case $code in
    0) echo "Labelled and certified: $1.report.json has the bill." ;;
    2) echo "The list or an option is wrong; the message above says where." >&2 ;;
    3) echo "The spending limit stopped it. Give the same command with a higher MAX_COST, and it goes on." >&2 ;;
    4) echo "The LLM still can't be reached. The job is saved; run this again later." >&2 ;;
    6) echo "Another process is at work on this list. Nothing to do." >&2 && code=0 ;;
    130) echo "Interrupted. The job is saved; run this again." >&2 ;;
    *) echo "leadscout ended with $code." >&2 ;;
esac
exit "$code"
