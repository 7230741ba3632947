import { z } from 'zod'
import type { TryWayBackInput } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { statementMark } from '../domain/statement-mark.ts'
import { firstRefusal, type Refusal, Scratch, type TriedOn, type WayBackTried } from '../domain/way-back-tried.ts'
import { OperatorError } from '../errors.ts'
import { allDatabases } from '../procedure/all-databases.ts'
import { imageClients } from '../procedure/chosen-tools.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import type { ToolPair } from '../procedure/ports/backups.ts'
import type { MetaDbReader, MetaDbServer } from '../procedure/ports/metadb.ts'
import { rehearseTransfer } from '../procedure/rehearse-transfer.ts'
import { tryWayBack as onScratch, scratchDatabases } from '../procedure/try-way-back.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import { openInstallation, requireInUse } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'
import { type Patience, whileAlone } from './while-alone.ts'

/** Seconds, or a minute where a server takes long for each of some hundred tables: what takes longer has met something that holds it. */
const REHEARSAL_MS = 300_000

/** Notes what will be made, before any of it is there, and who asked. Returns what earlier tries noted and did not see go. */
async function begin(
  { store, world, actor }: ServiceContext,
  { id: installationId, metaDb: { host, port, user } }: InstallationAccess,
  names: string[],
): Promise<Scratch[]> {
  return await transact(store, async (tx) => {
    const row = await tx.wayBackTry.upsert({ where: { installationId }, create: { installationId }, update: {} })
    await requireInUse(tx, installationId)
    const busy = await tx.upgradeJob.findFirst({ where: { installationId, status: { in: OCCUPYING } }, select: { number: true } })
    if (busy !== null) throw new OperatorError('conflict', say('errors.installationBusy', { number: busy.number }))
    const earlier = z.array(Scratch).parse(JSON.parse(row.scratchJson))
    const scratch = [...earlier, ...names.map((name): Scratch => ({ name, host, port }))]
    await tx.wayBackTry.update({ where: { installationId }, data: { scratchJson: JSON.stringify(scratch) } })
    const detail = { metaDb: `${user}@${host}:${port}`, creates: names, drops: [...names, ...earlier.map(({ name }) => name)] }
    await recordAudit(tx, {
      at: world.clock.now(),
      actor,
      action: 'installation.try-way-back',
      subject: installationId,
      installationId,
      detail,
    })
    return earlier
  })
}

async function triedOn({ metaDb: { host, port, user } }: InstallationAccess, metaDb: MetaDbReader): Promise<TriedOn> {
  const { identity, flavour, version } = await metaDb.server()
  return { host, port, user, account: (await metaDb.account()).user, identity, flavour, version }
}

/** What fits the server, and the panel itself after it. */
async function pairsFor(
  { world: { backups } }: Pick<ServiceContext, 'world'>,
  installation: InstallationAccess,
  server: MetaDbServer,
): Promise<ToolPair[]> {
  const fitting = await backups.tools(server, imageClients(installation, server))
  return fitting.dump.flavour === 'panel' ? [fitting] : [fitting, await backups.tools(server, 'panel')]
}

/**
 * Swaps tables between three scratch databases on the installation's MetaDB, ends a statement of its own, sends a sample through a dump and a
 * restore, and drops them; plans say from
 * then on what came of it. Waits for another try, never for a run. Codes: not-found, conflict, those of the MetaDB.
 */
export async function tryWayBack(
  context: ServiceContext,
  { installationId }: TryWayBackInput,
  patience: Patience = {},
): Promise<{ refusal: Refusal | null }> {
  const { store, world, actor } = context
  await requireInUse(store, installationId)
  const installation = await openInstallation(context, installationId)
  const { host, port } = installation.metaDb
  return await whileAlone(context, installationId, patience, async (permit) => {
    const scratch = scratchDatabases(installation.databases)
    const earlier = await begin(
      context,
      installation,
      scratch.map(({ name }) => name),
    )
    const mark = statementMark({ job: installationId, run: 'way-back', attempt: 1 })
    const { metaDbs, backups } = world.writers(permit)
    const metaDb = await metaDbs.open(installation.metaDb, mark)
    try {
      const on = await triedOn(installation, metaDb)
      const { tried, dropped, left } = await onScratch(metaDb, {
        scratch,
        earlier: earlier.map(({ name }) => name),
        rehearse: async (name) =>
          await rehearseTransfer({
            metaDb,
            backups,
            login: installation.metaDb,
            like: allDatabases(installation.databases),
            name,
            pairs: await pairsFor(context, installation, await metaDb.server()),
            signal: AbortSignal.timeout(REHEARSAL_MS),
          }),
      })
      const result: WayBackTried = { at: world.clock.now().toISOString(), on, ...tried }
      // What was noted on another server can be neither seen nor dropped from here.
      const elsewhere = earlier.filter((one) => (one.host !== host || one.port !== port) && !dropped.includes(one.name))
      const stays = [...elsewhere, ...left.map((name): Scratch => ({ name, host, port }))]
      await transact(store, async (tx) => {
        const data = { scratchJson: JSON.stringify(stays), resultJson: JSON.stringify(result) }
        await tx.wayBackTry.update({ where: { installationId }, data })
        const detail = { ...tried, left: stays.map(({ name }) => name) }
        await recordAudit(tx, {
          at: world.clock.now(),
          actor,
          action: 'installation.try-way-back.ended',
          subject: installationId,
          installationId,
          detail,
        })
      })
      return { refusal: firstRefusal(tried) }
    } finally {
      await metaDb.close()
    }
  })
}
