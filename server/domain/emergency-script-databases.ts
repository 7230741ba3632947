import { ANSWER_A_CHALLENGE } from './client-tls.ts'
import { quoteForShell } from './quote-for-shell.ts'
import { LONG_SESSION, RESTORE_SETTINGS } from './restore-session.ts'

const settings = (of: readonly string[]): string => of.map(quoteForShell).join(' ')

// POSIX sh without `local`, arrays or pipefail; String.raw keeps the backslashes that the shell sees.

const check = `
checksum_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}
FAMILY=''
check_dump() {
  say "Checking $1"
  [ -r "$FOLDER/$1" ] || fail "the backup file $FOLDER/$1 cannot be read"
  [ "$(checksum_of "$FOLDER/$1")" = "$2" ] || fail "the backup file $FOLDER/$1 is not the one that was made: its SHA-256 differs"
  tail -n 3 "$FOLDER/$1" | grep -q '^-- Dump completed' || fail "the backup file $FOLDER/$1 has no closing line, so it is not complete"
  case $(head -n 5 "$FOLDER/$1" | grep '^-- .* dump ' || :) in
    # The panel's own: plain SQL, for the client of any family.
    *'OMS panel'*) FAMILY=any ;;
    *MariaDB*) FAMILY=mariadb ;;
    *) FAMILY=mysql ;;
  esac
}
`

const signIn = String.raw`
CLIENT=''
CLIENT_FAMILY=''
for CANDIDATE in mysql mariadb; do
  FOUND=$(command -v "$CANDIDATE" 2>/dev/null) || continue
  case $("$FOUND" --no-defaults --version 2>/dev/null) in
    *MariaDB*) FOUND_FAMILY=mariadb ;;
    *) FOUND_FAMILY=mysql ;;
  esac
  if [ "$FAMILY" = any ] || [ "$FOUND_FAMILY" = "$FAMILY" ]; then
    CLIENT=$FOUND
    CLIENT_FAMILY=$FOUND_FAMILY
    break
  fi
done
if [ "$FAMILY" = any ]; then FAMILY='MySQL or MariaDB'; fi
[ -n "$CLIENT" ] || fail "the client program of $FAMILY, which restores the backup files, is not installed here"

say 'All backup files are whole. The databases go back to what is in them: what OMS wrote since T1 does not come along.'
if [ "$WAY" = drop ]; then say 'You asked for --drop-and-restore: the databases as they are now are dropped and cannot come back.'; fi
if [ -t 0 ]; then
  printf 'Type the name of the old container (%s) to go on: ' "$OLD_NAME"
  IFS= read -r ANSWER
  [ "$ANSWER" = "$OLD_NAME" ] || fail 'that is not its name'
  SAVED_TTY=$(stty -g)
  stty -echo
  printf 'Password of %s on the MetaDB %s:%s: ' "$DB_USER" "$DB_HOST" "$DB_PORT"
  IFS= read -r PASSWORD
  stty "$SAVED_TTY"
  SAVED_TTY=''
  printf '\n'
else
  IFS= read -r PASSWORD || [ -n "$PASSWORD" ] || fail 'the password is expected on standard input'
fi

# printf is part of the shell, so the password stands in no process list.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"; }
TEMP=$(mktemp -d)
LOGIN=$TEMP/login.cnf
CA_FILE=$TEMP/ca.pem
printf '%s\n' "$DB_CA" >"$CA_FILE"
if [ "$CLIENT_FAMILY" = mariadb ]; then TLS=$TLS_MARIADB; else TLS=$TLS_MYSQL; fi
# MariaDB's client loads whatever plugin a server names. Where no CA proves the server, it only finds those that keep the password.
PLUGINS=''
if [ "$CLIENT_FAMILY" = mariadb ] && [ -z "$DB_CA" ]; then
  PLUGINS=$TEMP/plugins
  mkdir "$PLUGINS"
  for PLUGIN in ${ANSWER_A_CHALLENGE.join(' ')}; do
    for PLACE in /usr/lib/*/libmariadb3/plugin /usr/lib/*/mariadb/plugin /usr/lib*/mariadb/plugin /usr/lib*/mysql/plugin /usr/local/mysql/lib/plugin; do
      if [ -r "$PLACE/$PLUGIN.so" ]; then ln -s -f "$PLACE/$PLUGIN.so" "$PLUGINS/$PLUGIN.so"; fi
    done
  done
fi
{
  printf '[client]\nhost=%s\nport=%s\n' "$(quoted "$DB_HOST")" "$DB_PORT"
  printf 'user=%s\npassword=%s\nprotocol=tcp\n' "$(quoted "$DB_USER")" "$(quoted "$PASSWORD")"
  printf '%s\n' "$TLS" | sed -e "s|CA_FILE|$CA_FILE|"
  if [ -n "$PLUGINS" ]; then printf 'plugin-dir=%s\n' "$(quoted "$PLUGINS")"; fi
} >"$LOGIN"
unset PASSWORD MYSQL_PWD MYSQL_HOST
MYSQL_TEST_LOGIN_FILE=/dev/null
export MYSQL_TEST_LOGIN_FILE

# --local-infile=0: nothing in the databases can make the client send a file of this machine.
connect() { "$CLIENT" --defaults-file="$LOGIN" --local-infile=0 --batch --raw --skip-column-names --default-character-set=utf8mb4 "$@"; }
LONG=''
client() { connect --init-command="set session sql_mode = @@sql_mode$LONG" "$@"; }
sql() { client -e "$1" </dev/null; }
sql 'select 1' >/dev/null || fail "the MetaDB $DB_HOST:$DB_PORT cannot be used with this account and password"
# Limits of statements, reads from copies that are behind, and how long to wait for a lock; each only where the server takes it.
LOCK_SECONDS=${'$'}{LOCK_SECONDS:-60}
case $LOCK_SECONDS in '' | 0* | *[!0-9]*) fail 'LOCK_SECONDS is not a number of seconds' ;; esac
for SETTING in ${settings(LONG_SESSION)} "lock_wait_timeout = $LOCK_SECONDS"; do
  if sql "set session $SETTING" >/dev/null 2>&1; then LONG="$LONG, $SETTING"; fi
done
if [ -n "$LIMIT_SECONDS" ]; then
  say "The MetaDB ends statements after $LIMIT_SECONDS s and lets no session raise that: a large table may not come back."
fi
FENCED=''
case $USER_LOCKS in
  end) FENCED=yes ;;
  # None, or one that outlives its session: held by a restore that is long gone, it would keep every other one out.
  none | stay) ;;
  *) if sql "select is_used_lock('omsup.probe')" >/dev/null 2>&1; then FENCED=yes; fi ;;
esac
# What tables may have been made or filled in spite of; each only where the server takes it.
SETTINGS=''
for SETTING in ${settings(RESTORE_SETTINGS)}; do
  if sql "set session $SETTING" >/dev/null 2>&1; then SETTINGS="$SETTINGS, $SETTING"; fi
done
ACCOUNT=$(sql 'select current_user()') || fail 'the MetaDB does not answer any more'
TAG=$(od -An -N5 -tx1 /dev/urandom | tr -d ' \n')
`

const beside = String.raw`
# The database that the next lines speak of: its name as it is, as a text, in backticks, that as a text, the beginning of names beside it,
# its options, and those that another account or server may refuse.
database() {
  NAME=$1
  TEXT=$2
  TICKED=$3
  TICKED_TEXT=$4
  COPY=$5$TAG"_new"
  KEPT=$5$TAG"_kept"
  OPTIONS=$6
  MORE=$7
}
fill() {
  if [ -n "$FENCED" ]; then FENCE=$2; else FENCE='set session sql_mode = @@sql_mode'; fi
  "$CLIENT" --defaults-file="$LOGIN" --local-infile=0 --batch --binary-mode --skip-reconnect --default-character-set=utf8mb4 \
    --max-allowed-packet=1G --init-command="$FENCE$SETTINGS$LONG" --database="$1" <"$FOLDER/$3" >/dev/null || fail "$1 could not be restored from $FOLDER/$3"
}
# Names come quoted from the server, so that none of them can be read as anything else.
quoted_names() { sql "select concat(char(96), replace(n, char(96), concat(char(96), char(96))), char(96)) from (select $1) as found"; }
# Views in the backup file point at whatever it was restored into; all of them are created at the end.
drop_views() {
  NAMES=$(quoted_names "table_name as n from information_schema.tables where table_type = 'VIEW' and table_schema = $2") \
    || fail "the views of $1 cannot be listed"
  [ -n "$NAMES" ] || return 0
  printf '%s\n' "$NAMES" | while IFS= read -r OBJECT; do
    client -e "drop view if exists $OBJECT" --database="$1" </dev/null || exit 1
  done || fail "a view of $1 could not be dropped"
}
end_other_restore() {
  TRIES=0
  while [ -n "$FENCED" ]; do
    HOLDER=$(sql "select ifnull(is_used_lock('$1'), '')") || fail 'the MetaDB does not answer any more'
    [ -n "$HOLDER" ] || return 0
    [ "$TRIES" -lt 60 ] || fail 'another restore is running and does not end; stop the panel'
    sql "kill connection $HOLDER" 2>/dev/null || :
    TRIES=$((TRIES + 1))
    sleep 1
  done
}
# On OceanBase another session may not see it for a moment.
create_database() {
  sql "create database $1 $OPTIONS $2" || return 1
  TRIES=0
  until sql "show tables from $1" >/dev/null 2>&1; do
    [ "$TRIES" -lt 10 ] || return 1
    TRIES=$((TRIES + 1))
    sleep 1
  done
}
restore_beside() {
  TARGET=$COPY
  [ "$WAY" = swap ] || return 0
  end_other_restore "$4"
  say "Restoring $NAME beside it, into $COPY"
  create_database "$COPY" '' || fail "$COPY could not be created; where the account may not: sh rollback.sh --drop-and-restore"
  TOUCHED=copies
  fill "$COPY" "$2" "$1"
  drop_views "$COPY" "'$COPY'"
  FOUND=$(sql "select count(*) from information_schema.tables where table_schema = '$COPY'") || fail 'the MetaDB does not answer any more'
  [ "$FOUND" = "$3" ] || fail "$COPY has $FOUND tables, the backup has $3"
}
count_rows() {
  if [ "$WAY" = drop ] && [ "$TOUCHED" != databases ]; then return 0; fi
  FOUND=$(sql "select count(*) from $TARGET.$1 $3") || fail "the rows of $NAME.$1 cannot be counted"
  [ "$FOUND" = "$2" ] || fail "$NAME.$1 has $FOUND rows, the backup has $2"
}
`

const replace = String.raw`
# Nothing may write while the databases are replaced.
set_policy "$OLD" no || fail "the restart policy of $OLD_NAME could not be changed"
stop_container "$OLD" "$OLD_NAME"

OUT=$TEMP/out
IN=$TEMP/in
: >"$OUT"
: >"$IN"
moves() {
  sql "select concat($1, '.', n, ' to ', $2, '.', n) from (select concat(char(96), replace(table_name, char(96), concat(char(96), char(96))), char(96)) as n
    from information_schema.tables where table_schema = $3 and table_type not in ('VIEW', 'SYSTEM VIEW')) as found" \
    || fail "the tables of $NAME cannot be listed"
}
# What is stored beside the tables would keep them from moving. Its text is written down before it is dropped.
drop_objects() {
  for KIND in trigger event view procedure function; do
    case $KIND in
      trigger) LIST="trigger_name as n from information_schema.triggers where trigger_schema = $TEXT" ;;
      event) LIST="event_name as n from information_schema.events where event_schema = $TEXT" ;;
      view) LIST="table_name as n from information_schema.tables where table_type = 'VIEW' and table_schema = $TEXT" ;;
      # MySQL compares its types letter by letter.
      *) LIST="routine_name as n from information_schema.routines where lower(routine_type) = '$KIND' and routine_schema = $TEXT" ;;
    esac
    if ! NAMES=$(quoted_names "$LIST" 2>"$TEMP/list.said"); then
      # A server that does not know a kind has none of it.
      if grep -q -E 'ERROR (1049|1054|1109|1146|1235)' "$TEMP/list.said"; then continue; fi
      cat "$TEMP/list.said" >&2
      fail "each $KIND of $NAME cannot be listed"
    fi
    [ -n "$NAMES" ] || continue
    printf '%s\n' "$NAMES" | while IFS= read -r OBJECT; do
      client -e "show create $KIND $OBJECT" --database="$NAME" </dev/null >>"$FOLDER/replaced-objects-$TAG.txt" 2>/dev/null || :
      client -e "drop $KIND if exists $OBJECT" --database="$NAME" </dev/null || exit 1
    done || fail "a $KIND of $NAME could not be dropped"
  done
}
make_room() {
  end_other_restore "$1"
  TOUCHED=databases
  TRIES=0
  while :; do
    OTHERS=$(sql "select count(*) from information_schema.processlist where db = $TEXT and id <> connection_id()") \
      || fail 'the MetaDB does not answer any more'
    [ "$OTHERS" != 0 ] || break
    [ "$TRIES" -lt 10 ] || fail "$OTHERS other sessions use $NAME; end them, or whatever they belong to"
    TRIES=$((TRIES + 1))
    sleep 1
  done
  [ "$WAY" = swap ] || return 0
  sql "create database if not exists $TICKED $OPTIONS" || fail "$NAME could not be created"
  create_database "$KEPT" '' || fail "$KEPT could not be created"
  REPLACED="$REPLACED $KEPT"
  drop_objects
  moves "$TICKED_TEXT" "'$KEPT'" "$TEXT" >>"$OUT"
  moves "'$COPY'" "$TICKED_TEXT" "'$COPY'" >>"$IN"
}
`

const swap = String.raw`
fail_swap() {
  cat "$TEMP/swap.said" >&2
  fail "$1"
}
# Where no timeout of the server applies to it, a rename waits as long as somebody holds a row: then it is ended from a second session.
rename_tables() {
  { printf 'select connection_id();\nrename table '; cat "$@" | sed -e '$!s/$/,/'; printf ';\n'; } >"$TEMP/swap.sql"
  : >"$TEMP/swap.id"
  (
    sleep $((LOCK_SECONDS + 5))
    sql "kill query $(head -n 1 "$TEMP/swap.id")"
  ) </dev/null >/dev/null 2>&1 &
  WATCH=$!
  SWAPPED=yes
  client --unbuffered <"$TEMP/swap.sql" >"$TEMP/swap.id" 2>"$TEMP/swap.said" || SWAPPED=''
  kill "$WATCH" 2>/dev/null || :
  [ -z "$SWAPPED" ] || return 0
  grep -q -E 'ERROR (1205|1317|1969)' "$TEMP/swap.said" || return 1
  say 'Sessions of the MetaDB, as far as this account sees them:' >&2
  sql "select id, user, host, db, command, time from information_schema.processlist where id <> connection_id()" >&2 || :
  fail_swap "the tables could not be swapped within $LOCK_SECONDS s: another session holds them or rows in them. End it"
}
if [ "$WAY" = swap ]; then
  say 'Swapping the tables.'
  if [ "$ENDS" = no ]; then say 'The MetaDB ends no statement of another session: should this not end, end the sessions that hold its tables.'; fi
  # Where names of foreign keys forbid one statement, all leave before any comes.
  if [ ! -s "$OUT" ]; then
    rename_tables "$IN" || fail_swap 'the tables could not be swapped'
  elif ! rename_tables "$OUT" "$IN"; then
    say 'Not in one statement; trying in two.'
    rename_tables "$OUT" || fail_swap 'the tables could not be swapped; none of them has moved'
    rename_tables "$IN" || fail_swap 'the tables could not be swapped; those that were replaced are kept, run this script again'
  fi
fi
bring_back() {
  TARGET=$TICKED
  if [ "$WAY" = drop ]; then
    say "Dropping and restoring $NAME"
    sql "drop database if exists $TICKED" || fail "$NAME could not be dropped"
    create_database "$TICKED" "$MORE" 2>/dev/null || create_database "$TICKED" '' || fail "$NAME could not be created"
    fill "$NAME" "$2" "$1"
    drop_views "$NAME" "$TEXT"
  else
    sql "alter database $TICKED $OPTIONS" || fail "the character set of $NAME could not be set"
    FOUND=$(sql "select count(*) from information_schema.tables where table_schema = '$COPY'") || fail 'the MetaDB does not answer any more'
    # Its tables are live now.
    if [ "$FOUND" = 0 ]; then sql "drop database $COPY" || fail "the empty $COPY could not be dropped"; fi
  fi
}
# As the client's --init-command argument the text goes to the server as it is: the client does not parse it. An error does not show there,
# so what was created is read back. The last two words are of a trigger: its definer, and its text without it. On OceanBase an account
# without SUPER may name none, not even itself.
create_object() {
  send_object "$4" "$5" "$NAME"
  if is_there "$1" "$2" "$5"; then return 0; fi
  if [ -n "$6" ] && [ "$6" = "$ACCOUNT" ]; then
    send_object "$4" "$7" "$NAME"
    if is_there "$1" "$2" "$5"; then return 0; fi
  fi
  MISSING="$MISSING
  $1 $3 in $NAME: the MetaDB did not take it as it was"
}
send_object() { connect --init-command="$1; $2" -e 'select 1' --database="$3" </dev/null >/dev/null 2>&1 || :; }
is_there() {
  MADE=$(client -e "set session sql_mode = '', time_zone = '+00:00'; show create $1 $2" --database="$NAME" </dev/null 2>/dev/null) || return 1
  case $MADE in *"$3"*) ;; *) return 1 ;; esac
}
# A view may come before what it reads from: everything is tried again as long as fewer are missing each time.
create_all() {
  BEFORE=''
  while :; do
    MISSING=''
    create_objects
    if [ -z "$MISSING" ] || [ "$MISSING" = "$BEFORE" ]; then break; fi
    BEFORE=$MISSING
  done
  LEFT="$LEFT$MISSING"
}
# What went with the routines that were dropped. Whoever creates one may have been given rights on it by that.
grant_again() {
  if client -e "set session sql_mode = ''; $1" </dev/null >/dev/null 2>&1 || [ "$3" = "$ACCOUNT" ]; then return 0; fi
  LEFT="$LEFT
  $2"
}
left_to_you() {
  LEFT="$LEFT
  $1 $2 in $NAME: $3"
}
`

/** The parts of the emergency script that talk to the MetaDB, in their order. Nothing that OMS uses is changed before `replace`. */
export const databaseParts = { check, signIn, beside, replace, swap }
