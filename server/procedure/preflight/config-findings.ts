import type { Finding } from '../../contract/finding.ts'
import type { DatabaseNames } from '../../contract/installation.ts'
import { readConfigYaml } from '../../domain/config-yaml.ts'
import { allDatabases } from '../all-databases.ts'
import type { DockerReader } from '../ports/engine.ts'
import { finding } from './check.ts'

const CONFIG_FILE = '/home/admin/conf/config.yaml'

/** Whether the container would work on the databases that were adopted. */
export async function configFindings(docker: DockerReader, containerId: string, adopted: DatabaseNames): Promise<Finding[]> {
  const text = await docker.readFile(containerId, CONFIG_FILE)
  if (text === 'missing') return [finding('config-yaml', 'configMissing', 'blocking', { params: { path: CONFIG_FILE } })]
  const { databases, repeatedKeys } = readConfigYaml(text)
  const now = allDatabases(databases).join(', ')
  const known = allDatabases(adopted).join(', ')
  if (now !== known) return [finding('config-yaml', 'configChanged', 'blocking', { params: { now, known } })]
  const found = [finding('config-yaml', 'config', 'ok', { params: { databases: known } })]
  if (repeatedKeys.length === 0) return found
  return [...found, finding('config-yaml-keys', 'configRepeats', 'note', { params: { keys: repeatedKeys.join(', ') } })]
}
