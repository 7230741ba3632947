import type { Finding } from '../../contract/finding.ts'
import { schemaMatches } from '../../contract/versions.ts'
import { type Check, finding } from './check.ts'

/** After docker_init.sh the schema's version is the proof: how this MetaDB spells it is seen before anything is stopped. */
export const schemaVersion: Check = {
  id: 'schema-version',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    const seen = await metaDb?.schemaVersion(installation.databases.rm)
    return seen === undefined ? [] : [schemaFinding(seen, installation.version)]
  },
}

export function schemaFinding(seen: string, version: string): Finding {
  const params = { seen, version }
  if (seen === 'unknown') return finding('schema-version', 'schemaUnknown', 'note', { params })
  const match = schemaMatches(seen, version)
  if (match === 'same') return finding('schema-version', 'schema', 'ok', { params })
  return finding('schema-version', match === 'other' ? 'schemaOther' : 'schemaUnreadable', 'confirm', { params })
}
