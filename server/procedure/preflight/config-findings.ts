import type { Finding } from '../../contract/finding.ts'
import type { DatabaseNames } from '../../contract/installation.ts'
import { CONFIG_FILE, type OmsConfig, readConfigYaml } from '../../domain/config-yaml.ts'
import { allDatabases } from '../all-databases.ts'
import { finding } from './check.ts'

/** Whether a container with this config.yaml would work on the databases that were adopted. */
export function configFindings(text: string | 'missing', adopted: DatabaseNames): { findings: Finding[]; config?: OmsConfig } {
  if (text === 'missing') return { findings: [finding('config-yaml', 'configMissing', 'blocking', { params: { path: CONFIG_FILE } })] }
  const config = readConfigYaml(text)
  const now = allDatabases(config.databases).join(', ')
  const known = allDatabases(adopted).join(', ')
  if (now !== known) return { config, findings: [finding('config-yaml', 'configChanged', 'blocking', { params: { now, known } })] }
  const found = [finding('config-yaml', 'config', 'ok', { params: { databases: known } })]
  if (config.repeatedKeys.length > 0)
    found.push(finding('config-yaml-keys', 'configRepeats', 'note', { params: { keys: config.repeatedKeys.join(', ') } }))
  return { config, findings: found }
}
