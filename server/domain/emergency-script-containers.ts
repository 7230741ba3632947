// String.raw keeps the backslashes that the shell sees. Nothing is changed by `find`.
const find = String.raw`
say "Rollback of upgrade $JOB of $INSTALLATION to OMS $FROM."
command -v docker >/dev/null 2>&1 || fail 'the docker client is not installed here'
docker version >/dev/null || fail 'the Docker engine does not answer; set DOCKER_HOST where it is not at its usual place'
docker inspect --type container "$OLD" >/dev/null || fail "the old container $OLD_NAME is not on this Docker engine"

NEW=''
if [ -n "$NEW_NAME" ]; then
  LIST=$(docker ps --all --no-trunc --format '{{.ID}} {{.Names}}') || fail 'the containers cannot be listed'
  NEW=$(printf '%s\n' "$LIST" | NAME="$NEW_NAME" awk 'index("," $2 ",", "," ENVIRON["NAME"] ",") { print $1 }')
fi
[ "$NEW" != "$OLD" ] || fail 'the new container is the old one'

state_of() { docker inspect --type container --format '{{.State.Status}}' "$1"; }

if [ -n "$NEW" ]; then
  MINE=$(docker ps --all --quiet --no-trunc --filter "label=$JOB_LABEL") || fail 'the containers cannot be listed'
  case $MINE in
    *"$NEW"*) ;;
    *)
      STATE=$(state_of "$NEW")
      case $STATE in
        created | exited | dead | stopped) NEW='' ;;
        *) fail "the container $NEW_NAME is $STATE but was not made by this upgrade; stop it yourself if it uses this MetaDB" ;;
      esac
      ;;
  esac
fi
`

const stopNew = `
# Older Podman cannot change it; where nothing is to be changed it is not asked.
set_policy() {
  HAS=$(docker inspect --type container --format '{{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}' "$1")
  case $HAS in
    :*) HAS=no$HAS ;;
  esac
  [ "$HAS" = "$2" ] || [ "$HAS" = "$2:0" ] || docker update --restart="$2" "$1" >/dev/null
}
stop_container() {
  STATE=$(state_of "$1")
  case $STATE in
    created | exited | dead | stopped) ;;
    *)
      say "Stopping the container $2."
      docker stop -t 60 "$1" >/dev/null || fail "the container $2 could not be stopped"
      STATE=$(state_of "$1")
      case $STATE in
        created | exited | dead | stopped) ;;
        *) fail "the container $2 is $STATE although it was stopped" ;;
      esac
      ;;
  esac
}
TOUCHED=containers
if [ -n "$NEW" ]; then
  set_policy "$NEW" no || fail "the restart policy of $NEW_NAME could not be changed"
  stop_container "$NEW" "$NEW_NAME"
fi
`

const startOld = `
say "Starting the old container $OLD_NAME."
TOUCHED=containers
set_policy "$OLD" "$OLD_POLICY" || fail "the restart policy of $OLD_NAME could not be set back"
docker start "$OLD" >/dev/null || fail "the old container $OLD_NAME did not start; the databases are as they were at T1"
STATE=$(state_of "$OLD")
[ "$STATE" = running ] || fail "the old container $OLD_NAME is $STATE; look at: docker logs $OLD_NAME"
`

/** The parts of the emergency script that talk to Docker, in their order. */
export const containerParts = { find, stopNew, startOld }
