import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { DatabaseNames, MetaDbAddress } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { Secret } from './secret.ts'

/** Where it lies in the container of OMS. */
export const CONFIG_FILE = '/home/admin/conf/config.yaml'

/** What the panel needs of `/home/admin/conf/config.yaml`. */
export interface OmsConfig {
  metaDb: MetaDbAddress
  /** Null where the file holds none. */
  password: Secret | null
  databases: DatabaseNames
  cmUrl: string | null
  cmNodes: string[]
  region: string | null
  ports: { console: number; ghana: number; cm: number; supervisor: number; sshd: number }
  /** Keys that occur more than once. OMS and the panel take the last value. */
  repeatedKeys: string[]
}

/** A real config.yaml has about 2 KB. Whatever is larger is something else, and parsing it would stop the panel for everyone. */
const MAXIMUM_KILOBYTES = 64
/** Of all values together that the panel reads. */
const MAXIMUM_NODES = 1000

/**
 * Reads config.yaml; tags (`!!bool "true"`) and numbers written as strings are fine, and every value keeps the characters it was
 * written with. Too large, not YAML, or a key missing: OperatorError `bad-input` that names the key and never a value.
 */
export function readConfigYaml(text: string): OmsConfig {
  if (Buffer.byteLength(text) > MAXIMUM_KILOBYTES * 1024) {
    throw new OperatorError('bad-input', say('images.configTooLarge', { kilobytes: MAXIMUM_KILOBYTES }))
  }
  const { read, repeatedKeys } = valuesOf(text)
  const required = (key: string): string => {
    const [value] = read(key)
    if (value === undefined) throw new OperatorError('bad-input', say('images.configKeyMissing', { key }))
    return value
  }
  const optional = (key: string): string | null => read(key)[0] ?? null
  const port = (key: string, usual: number | null): number => {
    const value = usual === null ? required(key) : (optional(key) ?? String(usual))
    if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
      throw new OperatorError('bad-input', say('images.configNotAPort', { key }))
    }
    return Number(value)
  }

  const databases: DatabaseNames = { rm: required('drc_rm_db'), cm: required('drc_cm_db'), heartbeats: [required('drc_cm_heartbeat_db')] }
  // One name used twice would be dumped and dropped twice.
  if (new Set([databases.rm, databases.cm, ...databases.heartbeats]).size < 3) {
    throw new OperatorError('bad-input', say('images.configSameDatabase'))
  }
  const password = optional('oms_meta_password')
  return {
    metaDb: { host: required('oms_meta_host'), port: port('oms_meta_port', null), user: required('oms_meta_user') },
    password: password === null ? null : new Secret(password),
    databases,
    cmUrl: optional('cm_url'),
    cmNodes: read('cm_nodes').flatMap((entry) => entry.split(/[\s,;]+/).filter((node) => node !== '')),
    region: optional('cm_region'),
    ports: {
      console: port('nginx_server_port', 8089),
      ghana: port('ghana_server_port', 8090),
      cm: port('cm_server_port', 8088),
      supervisor: port('supervisor_server_port', 9000),
      sshd: port('sshd_server_port', 2023),
    },
    repeatedKeys,
  }
}

/** A reader of the document's keys: the texts of a key's last value, none where it is missing or empty. */
function valuesOf(text: string): { read: (key: string) => string[]; repeatedKeys: string[] } {
  // The failsafe schema leaves every scalar as text: 0123 stays 0123. Parse errors quote the file, so they go nowhere.
  // OMS's own parser takes the last of several equal keys. The library compares each key with all others, so it is not asked to.
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false, uniqueKeys: false })
  const [error] = document.errors
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length
    throw new OperatorError('bad-input', say('images.configNotYaml', { line, reason: error.code }))
  }
  const root: unknown = document.contents
  if (!isMap(root)) throw new OperatorError('bad-input', say('images.configNotAMap'))
  const values = new Map<string, unknown>()
  const repeatedKeys = new Set<string>()
  for (const { key, value } of root.items) {
    const name = isScalar(key) ? String(key.value ?? '') : ''
    if (values.has(name)) repeatedKeys.add(name)
    values.set(name, value)
  }

  // A list of aliases to lists of aliases grows without end in a few lines.
  let nodesLeft = MAXIMUM_NODES
  const textsOf = (node: unknown, depth = 0): string[] => {
    nodesLeft -= 1
    if (nodesLeft < 0) return []
    if (isAlias(node) && depth < 10) return textsOf(node.resolve(document), depth + 1)
    if (isSeq(node)) return node.items.flatMap((item) => textsOf(item, depth + 1))
    if (!isScalar(node)) return []
    const value = String(node.value ?? '')
    const isNothing = value === '' || (node.type === 'PLAIN' && /^(~|null|Null|NULL)$/.test(value))
    return isNothing ? [] : [value]
  }
  return { read: (key) => textsOf(values.get(key)), repeatedKeys: [...repeatedKeys] }
}
