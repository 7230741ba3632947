import type { DiffRow } from '../contract/plan.ts'
import { diffSpecs } from '../domain/container-diff.ts'
import type { ImageDefaults } from '../domain/container-spec.ts'
import { deriveNewSpec } from '../domain/derive-new-spec.ts'
import type { Container } from './ports/engine.ts'

/** Old against new container as a plan shows them, before a job has an id. */
export function plannedDiff(old: Container, defaults: ImageDefaults, image: string): DiffRow[] {
  return diffSpecs(old.spec, deriveNewSpec(old.spec, defaults, { image, jobId: 'this job', restartPolicy: old.restartPolicy }), defaults)
}
