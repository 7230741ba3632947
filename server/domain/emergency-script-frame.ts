// POSIX sh without `local`, arrays or pipefail; String.raw keeps the backslashes that the shell sees.

const begin = String.raw`#!/bin/sh
# Brings OMS back to the state before the upgrade, without the panel. ROLLBACK.txt beside this file explains it.
# It can be run again after any failure: it begins from the start.
set -eu
umask 077
LC_ALL=C
export LC_ALL

TEMP=''
TOUCHED=''
SAVED_TTY=''

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
      databases) say 'The databases are only partly restored, and the old container was not started, on purpose.' >&2 ;;
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

const end = `
MINUTES=$((($(date +%s) - T1_SECONDS + 59) / 60))
if [ "$MINUTES" -lt 0 ]; then MINUTES=0; fi
say ''
say "Done: $OLD_NAME is running. What is left for you:"
say "1. Wait until the console of OMS $FROM answers and all servers are Online."
say "2. System Parameters, ha.config: $MINUTES minutes have passed since T1 ($T1). Set refetchStoreIntervalMin to $((MINUTES + 30)) or more, it"
say "   must be greater than the minutes between T1 and the moment HA is on. Then set enable to the value that it had before the upgrade."
say '3. Look at every project: JDBCWriter and Connector components may have to be recovered by hand.'
say '4. Clear the browser cache before you sign in to OMS.'
`

/** Begin: clean-up, and words for every way in which it can end. End: what is left for a person. */
export const scriptFrame = { begin, end }
