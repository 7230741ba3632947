import { stringify } from 'yaml'
import { omsAddress } from './own-network.ts'
import type { MetaDbState, SandboxState } from './state.ts'

export const DATABASES = { rm: 'rm_331', cm: 'cm_331', heartbeats: 'cm_hb_331' } as const
export const CONSOLE_PORT = 8089

type Account = Pick<MetaDbState, 'host' | 'port' | 'user' | 'password'>

/** With what is met in the field: values under YAML tags, numbers as text, a password that needs quoting. */
export function configYaml(state: Pick<SandboxState, 'index' | 'hostIp' | 'name' | 'traits'>, metaDb: Account): string {
  const ip = omsAddress(state)
  const text = (value: string) => stringify(value, { lineWidth: 0 }).trimEnd()
  const plain = `# OMS configuration of the sandbox
oms_meta_host: ${metaDb.host}
oms_meta_port: "${metaDb.port}"
oms_meta_user: ${text(metaDb.user)}
oms_meta_password: ${text(metaDb.password)}
drc_rm_db: ${DATABASES.rm}
drc_cm_db: ${DATABASES.cm}
drc_cm_heartbeat_db: ${DATABASES.heartbeats}
cm_url: http://${ip}:8088
cm_location: !!str 0
cm_region: default
cm_region_cn: 默认
cm_is_default: !!bool "true"
cm_nodes:
  - ${ip}
tsdb_service: INFLUXDB
tsdb_enabled: !!bool "false"
tsdb_url: ""
tsdb_username: ""
tsdb_password: ""
ghana_server_port: !!int "8090"
nginx_server_port: "${CONSOLE_PORT}"
cm_server_port: 8088
supervisor_server_port: !!str 9000
sshd_server_port: "2023"
apsara_audit_sls_endpoint: ""
`
  const tagged = state.traits.includes('config-tags') ? withTags(plain) : plain
  return state.traits.includes('config-duplicate-key') ? `${WRONG_FIRST}${tagged}` : tagged
}

/** What somebody forgot to take out; the right values come further down, and the last one wins. */
const WRONG_FIRST = `oms_meta_port: 1
drc_rm_db: oms_rm_before_the_move
nginx_server_port: 1
`

/** Every value that has no tag yet gets the one that fits it. */
function withTags(text: string): string {
  return text.replaceAll(/^(\w+): (?!!!)(.+)$/gm, (_line, key: string, value: string) => {
    const isNumber = /^"?\d+"?$/.test(value)
    return `${key}: ${isNumber ? `!!int "${value.replaceAll('"', '')}"` : `!!str ${value}`}`
  })
}
