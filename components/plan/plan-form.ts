import { ContainerName, type ImageSource, PlanInput, PlanOptions, type StoreRecovery } from '@/server/contract/plan.ts'
import { proposedContainerName } from './proposed-container-name.ts'
import { versionInImage } from './version-in-image.ts'

export interface PlanForm {
  installationId: string | null
  image: ImageSource | null
  /** Null until someone types one: then the proposal stands. */
  typedName: string | null
  typedVersion: string
  storeRecovery: StoreRecovery
}

export function emptyPlan(installationId: string | null): PlanForm {
  return { installationId, image: null, typedName: null, typedVersion: '', storeRecovery: 'perceive-checkpoint' }
}

export const PLAN_FIELDS = ['installationId', 'image', 'newContainerName', 'toVersion', 'storeRecovery'] as const
export type PlanField = (typeof PLAN_FIELDS)[number]

type Checked = { ok: true; input: PlanInput } | { ok: false; wrong: PlanField[] }

/** What the image's name tells, else what was typed. */
export function targetVersion(form: PlanForm): string | null {
  const told = form.image === null ? null : versionInImage(form.image)
  if (told !== null) return told
  return form.typedVersion.trim() === '' ? null : form.typedVersion.trim()
}

/** The typed name, else the proposal, which is free among the containers that exist. */
export function containerName(form: PlanForm, taken: readonly string[]): string {
  return form.typedName ?? proposedContainerName(targetVersion(form), taken)
}

export function checkPlan(form: PlanForm, confirmed: string[], taken: readonly string[]): Checked {
  const wrong: PlanField[] = []
  const version = targetVersion(form)
  if (form.installationId === null) wrong.push('installationId')
  if (form.image === null) wrong.push('image')
  if (!PlanOptions.shape.toVersion.safeParse(version).success) wrong.push('toVersion')
  if (!ContainerName.safeParse(containerName(form, taken)).success) wrong.push('newContainerName')
  if (wrong.length > 0) return { ok: false, wrong }
  const { image, storeRecovery, installationId } = form
  const options = {
    image,
    storeRecovery,
    newContainerName: containerName(form, taken),
    toVersion: version,
    confirmed: [...confirmed].sort(),
  }
  const parsed = PlanInput.safeParse({ installationId, options })
  return parsed.success ? { ok: true, input: parsed.data } : { ok: false, wrong: ['image'] }
}

/** The input of the form that a server's dotted path belongs to. */
export function planField(path: string | undefined): PlanField | undefined {
  const own = path?.replace(/^options\./, '').split('.')[0]
  return PLAN_FIELDS.find((field) => field === own)
}
