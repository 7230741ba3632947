import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { components } from './components.ts'
import { readConfig } from './config.ts'
import { faultNumber } from './fault-number.ts'
import { readFaults } from './faults.ts'
import { noteHaWhileStopped } from './note-outage.ts'
import type { OmsContext } from './oms-context.ts'
import { openWhenThere } from './open-when-there.ts'
import { paths } from './paths.ts'
import { schemaShapes } from './schema-shapes.ts'
import { siteHas } from './site.ts'
import { startMode } from './start-mode.ts'
import { type Supervisor, supervise } from './supervise.ts'
import { supervisorSocket } from './supervisor-socket.ts'

// Main process of the simulator image. Its output ends with the line that OMS ends with; later lines go to the logs mount only.

const START_MILLISECONDS = Number(process.env.OMS_START_MS ?? 1_200)
const STOP_LIMIT_MILLISECONDS = 4_000

const say = (text: string) => process.stdout.write(`${text}\n`)

let oms: OmsContext | undefined
let supervisor: Supervisor | undefined
let isStopping = false

async function main(): Promise<void> {
  const version = process.env.OMS_VERSION ?? '3.3.1'
  const hostIp = process.env.OMS_HOST_IP ?? ''
  const isUpgrade = process.env.IS_UPGRADE === 'true'
  say(`[OMS] OceanBase Migration Service ${version} on ${hostIp}`)
  if (hostIp === '') throw new Error('OMS_HOST_IP is not set')
  for (const folder of [paths.logs, paths.run]) mkdirSync(folder, { recursive: true })
  if (readFaults()['dies-on-start'] === true) {
    await wait(500)
    throw new Error('java.lang.OutOfMemoryError: unable to create new native thread')
  }
  const config = readConfig(paths.config)
  const metaDb = await openWhenThere(config, say)
  const look = async () => {
    const schema = await schemaShapes(metaDb)
    return { schema, mode: startMode(version, isUpgrade, schema, { keepsShape: siteHas('init-updates-only') }) }
  }
  const { schema, mode } = await look()
  if (mode.kind === 'refuse') throw new Error(mode.reason)
  if (mode.kind === 'await-init') say('[OMS] the schema is older than this version: run /root/docker_init.sh')
  const context: OmsContext = { version, hostIp, isUpgrade, config, metaDb, mode, schema, outageNoted: false, lastBeat: null }
  oms = context
  const startMilliseconds = () => faultNumber(readFaults(), 'slow-start', 60, START_MILLISECONDS / 1_000) * 1_000
  const own: Supervisor = supervise(
    components(context, (name) => own.isRunning(name)),
    startMilliseconds,
  )
  supervisor = own
  await supervisorSocket(own, {
    async beforeRestart() {
      Object.assign(context, await look(), { lastBeat: null })
    },
  })
  const names = own.rows().map((row) => row.name)
  const hasStoppedConsole = mode.kind === 'await-init' && readFaults()['console-stopped-until-init'] === true
  const wanted = names.filter((name) => !(hasStoppedConsole && name === 'oms_console'))
  say(`[OMS] starting ${wanted.join(', ')}`)
  await own.start(wanted)
  const failed = wanted.filter((name) => !own.isRunning(name))
  if (isStopping) return
  if (failed.length > 0) say(`[OMS] ERROR not running: ${failed.join(', ')}; see ${paths.logs}`)
  else say('OMS service start successfully')
}

/** Ends in order and in time: a stop must never wait for a MetaDB that is gone. */
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  writeFileSync(paths.stopMarker, '')
  await wait(faultNumber(readFaults(), 'slow-stop', 30, 0) * 1_000)
  setTimeout(() => process.exit(0), STOP_LIMIT_MILLISECONDS).unref()
  try {
    await supervisor?.stop(supervisor.rows().map((row) => row.name))
    if (oms !== undefined) await noteHaWhileStopped(oms)
    await oms?.metaDb.close()
  } finally {
    process.exit(0)
  }
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
main().catch((error: unknown) => {
  say(`[OMS] ERROR ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
