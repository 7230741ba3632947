import type { Database } from './meta-db.ts'
import { siteHas } from './site.ts'

/** New versions know other keys of ha.config: docker_init.sh of this site removes one or adds one. */
export async function changeHaKeys(rm: Database): Promise<void> {
  if (!siteHas('init-removes-ha-key') && !siteHas('init-adds-ha-key')) return
  const [row] = await rm.rows("select cfg_value from oms_normal_config where cfg_name = 'ha.config'")
  const value: unknown = JSON.parse(String(row?.cfg_value))
  const fields = new Map(Object.entries(value as object))
  if (siteHas('init-removes-ha-key')) fields.delete('subtopicStoreNumberThreshold')
  if (siteHas('init-adds-ha-key')) fields.set('perceiveStoreClientCheckpoint', false)
  await rm.write("update oms_normal_config set cfg_value = ? where cfg_name = 'ha.config'", [JSON.stringify(Object.fromEntries(fields))])
}
