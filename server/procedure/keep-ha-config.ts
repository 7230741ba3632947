import type { UpgradeContext } from './context.ts'
import { HA_CONFIG } from './ha-targets.ts'
import { withMetaDb } from './with-connection.ts'

/**
 * Keeps ha.config as the MetaDB holds it, to tell later what docker_init.sh did to it from what people did. Not being able to is said in the
 * log and costs a question at HA on, never the step.
 */
export async function keepHaConfig(
  context: UpgradeContext,
  name: 'haConfigBeforeInit' | 'haConfigAfterInit',
  { isNewer = false }: { isNewer?: boolean } = {},
): Promise<void> {
  const { facts, installation, report } = context
  const value = await withMetaDb(context, (metaDb) => metaDb.parameter(installation.databases.rm, HA_CONFIG)).catch((cause: unknown) => {
    report.line(`ha.config could not be kept: ${cause instanceof Error ? cause.message : String(cause)}`)
    return 'missing'
  })
  if (value === 'missing') return
  if (name === 'haConfigAfterInit' && isNewer) await facts.replace(name, value)
  else await facts.recordOnce(name, value)
}
