import type { DecideInput, RetryInput } from '../contract/choice.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Transaction } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import { keepPasswords } from './keep-passwords.ts'
import type { ServiceContext } from './service-context.ts'

interface Correction {
  input: DecideInput
  installationId: string
  /** What the choice asks for; whatever else was sent is not looked at. */
  asked: readonly RetryInput[]
  by: string
  at: Date
}

/** Keeps what a person corrects or decides on the way to another attempt. Codes: bad-input, conflict. */
export async function keepCorrections(tx: Transaction, { cipher }: ServiceContext, correction: Correction): Promise<void> {
  const { input, installationId, asked, at } = correction
  const { jobId, inputs } = input
  await keepPasswords(tx, cipher, installationId, inputs)
  // Another archive for the image; its content still has to be the planned image, which the step proves.
  if (inputs.imageFile) await keepFact(tx, jobId, 'imageFile', inputs.imageFile, at)
  if (inputs.exceptServers?.length && asked.includes('except-servers')) await exceptServers(tx, correction, inputs.exceptServers)
  if (inputs.haConfig && asked.includes('ha-config')) await decideHaConfig(tx, jobId, inputs.haConfig, at)
}

/** Servers to go on without: only ones that the job waits for, and never without a reason. */
async function exceptServers(tx: Transaction, { input: { jobId, reason }, by, at }: Correction, ips: string[]): Promise<void> {
  if (reason === '') throw new OperatorError('bad-input', say('errors.reasonNeeded'), { field: 'reason' })
  const expected = (await factOf(tx, jobId, 'expectedServers')) ?? []
  const unknown = ips.filter((ip) => !expected.includes(ip)).join(', ')
  if (unknown !== '')
    throw new OperatorError('bad-input', say('errors.notExpectedServers', { servers: unknown }), { field: 'inputs.exceptServers' })
  const before = ((await factOf(tx, jobId, 'exceptedServers')) ?? []).filter(({ ip }) => !ips.includes(ip))
  await keepFact(tx, jobId, 'exceptedServers', [...before, ...ips.map((ip) => ({ ip, reason, by, at: at.toISOString() }))], at)
}

/** The answer holds for exactly the differences that were shown. */
async function decideHaConfig(tx: Transaction, jobId: string, choice: 'keep' | 'restore', at: Date): Promise<void> {
  const asked = await factOf(tx, jobId, 'haConfigAsked')
  if (asked === undefined) throw new OperatorError('conflict', say('errors.choiceMoved'), { hint: say('errors.reviewAgain') })
  await keepFact(tx, jobId, 'haConfigDecision', { choice, asked }, at)
}

async function keepFact<Name extends FactName>(
  tx: Transaction,
  jobId: string,
  name: Name,
  value: FactValues[Name],
  at: Date,
): Promise<void> {
  const data = { valueJson: JSON.stringify(value), at }
  await tx.fact.upsert({ where: { jobId_name: { jobId, name } }, create: { jobId, name, ...data }, update: data })
}

async function factOf<Name extends FactName>(tx: Transaction, jobId: string, name: Name): Promise<FactValues[Name] | undefined> {
  const row = await tx.fact.findUnique({ where: { jobId_name: { jobId, name } } })
  return row === null ? undefined : fromJson<FactValues[Name]>(row.valueJson)
}
