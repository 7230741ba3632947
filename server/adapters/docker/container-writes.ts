import { say } from '../../contract/said.ts'
import type { HostConfig } from '../../domain/container-spec.ts'
import { isStopped } from '../../domain/is-stopped.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import type { ContainerReads } from './container-reads.ts'
import { CreatedAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'

/** Beyond the grace that a stop gives: the engine still has to kill and tidy up. */
const STOP_MARGIN_SECONDS = 120
const START_SECONDS = 120

/** The engine says only that there is a conflict, or as Podman that something failed; where a name was asked for, it is taken. */
function nameTaken(reads: ContainerReads, name: string): (cause: unknown) => Promise<never> {
  return async (cause) => {
    if (!(cause instanceof OperatorError)) throw cause
    const { code } = cause.problem
    if (code !== 'conflict' && !(code === 'refused' && (await reads.container(name)) !== 'missing')) throw cause
    const details = { hint: say('docker.containerNameTakenHint'), field: 'newContainerName', cause }
    throw new OperatorError('conflict', say('docker.containerNameTaken', { name }), details)
  }
}

type Policy = NonNullable<HostConfig['RestartPolicy']>

function isSamePolicy(one: Policy, other: Policy): boolean {
  return (one.Name || 'no') === (other.Name || 'no') && (one.MaximumRetryCount ?? 0) === (other.MaximumRetryCount ?? 0)
}

export function containerWrites(
  engine: EngineClient,
  reads: ContainerReads,
): Pick<DockerWriter, 'stop' | 'start' | 'setRestartPolicy' | 'create' | 'rename' | 'remove'> {
  const act = async (
    idOrName: string,
    verb: string,
    details: { query?: Record<string, string | number>; body?: object },
    seconds: number,
  ) => {
    const { id } = await reads.existing(idOrName)
    const answer = await engine.ask({ method: 'POST', path: `/containers/${id}/${verb}`, ...details }, seconds)
    // It was removed between the two requests.
    if (answer === null) await reads.existing(idOrName)
  }
  /** Podman refuses to remove what runs by an error like any other. */
  const stillRuns = async (id: string, cause: unknown): Promise<never> => {
    if (!(cause instanceof OperatorError) || cause.problem.code !== 'refused') throw cause
    const { state } = await reads.existing(id)
    if (isStopped(state)) throw cause
    const { said, hint, raw } = cause.problem
    throw new OperatorError('conflict', said, { ...(hint && { hint }), ...(raw !== undefined && { raw }), cause })
  }
  return {
    stop: (id, { graceSeconds }) => act(id, 'stop', { query: { t: graceSeconds } }, graceSeconds + STOP_MARGIN_SECONDS),
    start: (id) => act(id, 'start', {}, START_SECONDS),
    rename: (id, name) => act(id, 'rename', { query: { name } }, START_SECONDS).catch(nameTaken(reads, name)),
    async remove(idOrName) {
      const { id } = await reads.existing(idOrName)
      const request = { method: 'DELETE', path: `/containers/${id}`, query: { v: false, force: false } } as const
      const answer = await engine.ask(request, START_SECONDS).catch((cause: unknown) => stillRuns(id, cause))
      if (answer === null) await reads.existing(idOrName)
    },
    async setRestartPolicy(idOrName, wanted) {
      const policy = wanted ?? { Name: 'no' }
      const { id, name, restartPolicy } = await reads.existing(idOrName)
      if (isSamePolicy(restartPolicy, policy)) return
      const body = { RestartPolicy: policy }
      const answer = await engine.ask({ method: 'POST', path: `/containers/${id}/update`, body }, START_SECONDS)
      if (answer !== null) return
      await reads.existing(id)
      // Podman of before 5.1 has no such call.
      throw new OperatorError('refused', say('docker.restartPolicyFixed', { name, policy: restartPolicy.Name }), {
        hint: say('docker.restartPolicyFixedHint'),
      })
    },
    async create(name, spec) {
      const answer = await engine
        .ask({ method: 'POST', path: '/containers/create', query: { name }, body: spec }, START_SECONDS)
        .catch(nameTaken(reads, name))
      if (answer === null) {
        throw new OperatorError('not-found', say('docker.imageMissing', { image: spec.Image }), { hint: say('docker.imageMissingHint') })
      }
      return readAnswer(CreatedAnswer, answer, engine.address).Id
    },
  }
}
