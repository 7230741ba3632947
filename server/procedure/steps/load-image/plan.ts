import { say } from '../../../contract/said.ts'
import { byteSize } from '../../../domain/byte-size.ts'
import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import type { StepPlan, UpgradeSubject } from '../../step-plan.ts'

// Measured on two cores; a real host is seldom slower.
const LOAD_BYTES_PER_SECOND = 50e6

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ archive, tag }) => [
    ...(archive === null ? [] : [`docker load -i ${quoteForShell(archive)}`]),
    ...(tag === null ? [] : [`docker tag <the ID that docker load prints> ${quoteForShell(tag)}`]),
  ],
  estimate: ({ measured: { imageOnEngine, archiveBytes } }) =>
    imageOnEngine
      ? { seconds: 0, source: say('steps.estimate.imageThere'), by: 'size' }
      : {
          seconds: Math.ceil(5 + archiveBytes / LOAD_BYTES_PER_SECOND),
          source: say('steps.estimate.archive', { size: byteSize(archiveBytes) }),
          by: 'size',
        },
  inputs: ['image-archive'],
}
