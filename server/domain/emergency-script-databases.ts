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
    *MariaDB*) FAMILY=mariadb ;;
    *) FAMILY=mysql ;;
  esac
}
`

const signIn = String.raw`
CLIENT=''
for CANDIDATE in mysql mariadb; do
  FOUND=$(command -v "$CANDIDATE" 2>/dev/null) || continue
  case $("$FOUND" --no-defaults --version 2>/dev/null) in
    *MariaDB*) FOUND_FAMILY=mariadb ;;
    *) FOUND_FAMILY=mysql ;;
  esac
  if [ "$FOUND_FAMILY" = "$FAMILY" ]; then
    CLIENT=$FOUND
    break
  fi
done
[ -n "$CLIENT" ] || fail "the client program of $FAMILY, which made the backup files, is not installed here"

say 'All backup files are whole. From here on the databases are dropped and restored from them:'
say 'what OMS wrote to them since T1 is lost.'
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
{
  printf '[client]\nhost=%s\nport=%s\n' "$(quoted "$DB_HOST")" "$DB_PORT"
  printf 'user=%s\npassword=%s\nprotocol=tcp\n' "$(quoted "$DB_USER")" "$(quoted "$PASSWORD")"
} >"$LOGIN"
unset PASSWORD MYSQL_PWD MYSQL_HOST
MYSQL_TEST_LOGIN_FILE=/dev/null
export MYSQL_TEST_LOGIN_FILE

sql() { "$CLIENT" --defaults-file="$LOGIN" --batch --skip-column-names --default-character-set=utf8mb4 -e "$1" </dev/null; }
sql 'select 1' >/dev/null || fail "the MetaDB $DB_HOST:$DB_PORT cannot be used with this account and password"
FENCED=''
if sql "select is_used_lock('omsup.probe')" >/dev/null 2>&1; then FENCED=yes; fi
`

const restore = String.raw`
# Nothing may write while the databases are replaced.
docker update --restart=no "$OLD" >/dev/null || fail "the restart policy of $OLD_NAME could not be changed"
stop_container "$OLD" "$OLD_NAME"

# A restore that a killed panel left behind would go on writing into the new database.
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
fill() {
  set -- "$1" "$2" "$FOLDER/$3"
  if [ -n "$FENCED" ]; then set -- "$@" "--init-command=$2"; else set -- "$@" --batch; fi
  "$CLIENT" --defaults-file="$LOGIN" --batch --binary-mode --skip-reconnect --default-character-set=utf8mb4 \
    --max-allowed-packet=1G "$4" -- "$1" <"$3" || fail "$1 could not be restored from $3"
}
restore_database() {
  say "Restoring $1"
  end_other_restore "$2"
  TOUCHED=databases
  sql "$4" || fail "$1 could not be dropped"
  sql "$5" || fail "$1 could not be created"
  fill "$1" "$3" "$6"
  if [ -n "$7" ]; then fill "$1" "$3" "$7"; fi
}
`

/** The parts of the emergency script that talk to the MetaDB, in their order. Nothing is changed before `restore`. */
export const databaseParts = { check, signIn, restore }
