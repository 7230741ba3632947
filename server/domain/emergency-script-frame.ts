// POSIX sh without `local`, arrays or pipefail; String.raw keeps the backslashes that the shell sees.

const begin = String.raw`#!/bin/sh
# Brings OMS back to the state before the upgrade, without the panel. ROLLBACK.txt beside this file explains it.
# It can be run again after any failure: it begins from the start.
#   sh rollback.sh                      restores beside the live databases, compares, and swaps
#   sh rollback.sh --drop-and-restore   only where that is not possible: drops the databases and restores them
set -eu
umask 077
LC_ALL=C
export LC_ALL

TEMP=''
TOUCHED=''
LEFT=''
REPLACED=''
SAVED_TTY=''

WAY=swap
if [ "$*" = --drop-and-restore ]; then
  WAY=drop
elif [ $# -gt 0 ]; then
  printf 'STOPPED: unknown option %s\n' "$*" >&2
  exit 2
fi

say() { printf '%s\n' "$*"; }
fail() {
  printf 'STOPPED: %s\n' "$*" >&2
  exit 1
}
finish() {
  CODE=$?
  trap - EXIT
  if [ -n "$SAVED_TTY" ]; then stty "$SAVED_TTY" || :; fi
  if [ -n "$TEMP" ]; then rm -rf "$TEMP"; fi
  if [ "$CODE" -ne 0 ]; then
    case $TOUCHED in
      databases) say 'The databases may not be whole yet, so the old container was not started, on purpose.' >&2 ;;
      copies) say 'Only copies beside the live databases were made. OMS and its databases were not touched.' >&2 ;;
      containers) say 'Containers were stopped. The databases were not touched.' >&2 ;;
      *) say 'Nothing was changed.' >&2 ;;
    esac
    say 'Remove the cause and run this script again.' >&2
  fi
  exit "$CODE"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

FOLDER=$(cd -- "$(dirname -- "$0")" && pwd -P) || fail 'the folder of this script cannot be read'
`

const end = String.raw`
MINUTES=$((($(date +%s) - T1_SECONDS + 59) / 60))
if [ "$MINUTES" -lt 0 ]; then MINUTES=0; fi
say ''
say "Done: $OLD_NAME is running. What is left for you:"
say "1. Wait until the console of OMS $FROM answers and all servers are Online."
say "2. System Parameters, ha.config: $MINUTES minutes have passed since T1 ($T1). Set refetchStoreIntervalMin to $((MINUTES + 30)) or more, it"
say "   must be greater than the minutes between T1 and the moment HA is on. Then set enable to the value that it had before the upgrade."
if [ -n "$HA_BEFORE" ]; then
  say "   Before the upgrade ha.config was exactly:"
  say "   $HA_BEFORE"
fi
say '3. Look at every project: JDBCWriter and Connector components may have to be recovered by hand.'
say '4. Clear the browser cache before you sign in to OMS.'
if [ -n "$LEFT" ]; then
  say "5. Create these yourself on the MetaDB; their texts are in the files create-by-hand-*.sql or in rollback.sh:$LEFT"
fi
if [ -n "$REPLACED" ]; then
  say ''
  say "What was replaced is kept in these databases:$REPLACED. Drop them when you are sure that nobody needs them."
fi
`

/** Begin: clean-up, and words for every way in which it can end. End: what is left for a person. */
export const scriptFrame = { begin, end }
