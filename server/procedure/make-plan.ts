import type { Plan, PlanOptions } from '../contract/plan.ts'
import type { StepTimes } from '../contract/step-times.ts'
import { stopSeconds } from '../domain/container-spec.ts'
import { deriveNewSpec } from '../domain/derive-new-spec.ts'
import { dockerRunCommand } from '../domain/docker-run-command.ts'
import { UPGRADE } from './compile-upgrade.ts'
import type { InstallationAccess } from './installation-access.ts'
import { plannedDiff } from './planned-diff.ts'
import type { Seen } from './preflight/check.ts'
import { estimateStep, planStep, type UpgradeSubject } from './step-plan.ts'

interface Request {
  installation: InstallationAccess
  options: PlanOptions
  seen: Omit<Seen, 'metaDb'>
  archive: string | null
  earlier: StepTimes
}

/** The plan from what preflight saw, or null where preflight did not see enough. */
export function makePlan({ installation, options, seen, archive, earlier }: Request): Plan | null {
  const { old, oldImage, target, sizes } = seen
  if (old === undefined || oldImage === undefined || target === undefined || sizes === undefined) return null
  const spec = deriveNewSpec(old.spec, oldImage.defaults, { image: target.reference, jobId: '<job>', restartPolicy: old.restartPolicy })
  const subject: UpgradeSubject = {
    installation,
    archive,
    tag: target.isUnnamed ? target.reference : null,
    newName: options.newContainerName,
    dockerRun: dockerRunCommand(options.newContainerName, spec),
    ...(seen.tools && { dumpTool: seen.tools.dump }),
    perceives: options.storeRecovery === 'perceive-checkpoint',
    measured: {
      archiveBytes: seen.archiveBytes ?? 0,
      imageOnEngine: target.onEngine,
      databaseBytes: sizes.reduce((sum, size) => sum + size.bytes, 0),
      isDigested: seen.capabilities?.contentProof === 'digest',
    },
  }
  const steps = UPGRADE.map((step) => planStep(step, subject, estimateStep(step, subject, earlier)))
  return {
    installation: { id: installation.id, name: installation.name },
    node: {
      hostIp: installation.node.hostIp,
      oldContainer: { id: old.id, name: old.name, imageId: old.imageId, stopSeconds: stopSeconds(old.spec) },
      newContainerName: options.newContainerName,
    },
    from: { version: installation.version, image: old.spec.Image },
    to: {
      version: target.version,
      image: target.reference,
      imageId: target.id,
      content: target.content,
      architecture: target.architecture,
      source: options.image,
    },
    databases: installation.databases,
    consoleDriver: installation.console.driver,
    storeRecovery: options.storeRecovery,
    backupFolder: installation.backupFolder,
    steps,
    diff: plannedDiff(old, oldImage.defaults, target.reference),
    downtimeSeconds: steps.filter((step) => step.phase === 'window').reduce((sum, step) => sum + step.estimateSeconds, 0),
    confirmed: [...options.confirmed].sort(),
    ...(seen.capabilities === undefined ? {} : { metaDb: seen.capabilities }),
    ...(seen.tools === undefined ? {} : { tools: seen.tools }),
    ...(seen.wayBack === undefined ? {} : { wayBack: seen.wayBack }),
    ...(seen.weakProofs === undefined ? {} : { weakProofs: seen.weakProofs }),
  }
}
