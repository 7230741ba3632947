# What both halves of the vendor's document by hand use: SQL with the account of OMS, and the console's calls.
# Wants: MYSQL_OPTIONS (an option file: host, port, user, password); CONSOLE, CURL_OPTIONS (address, and a curl config with the account).

sql() { mysql --defaults-extra-file="$MYSQL_OPTIONS" --batch --skip-column-names "$@"; }
# Reads one value out of JSON on the standard input by a JavaScript expression over `it`. As text: FORCE_COLOR colours anything else.
pick() { node -e "const it = JSON.parse(require('fs').readFileSync(0, 'utf8')); console.log(String($1))"; }
console() { curl --silent --show-error --fail --config "$CURL_OPTIONS" --json "$2" "$CONSOLE/api/v2?Action=$1"; }
ha_config() { console ListSystemParameters '{"name":"ha.config"}' | pick "it.data.find(({ name }) => name === 'ha.config').value"; }
# Sets keys of ha.config: a JSON object of the changes.
change_ha() {
  local body
  body=$(ha_config | pick "JSON.stringify({ name: 'ha.config', value: JSON.stringify({ ...it, ...$1 }) })")
  [ "$(console UpdateSystemParameter "$body" | pick 'String(it.success)')" = true ]
}
until_true() {
  local seconds=$1; shift
  for _ in $(seq $((seconds * 5))); do if "$@" 2>/dev/null; then return 0; fi; sleep 0.2; done
  printf 'still not so after %s s: %s\n' "$seconds" "$*"; return 1
}
all_online() { [ "$(console ListServers '{}' | pick "it.data.length > 0 && it.data.every(({ status }) => status.toUpperCase() === 'ONLINE')")" = true ]; }
