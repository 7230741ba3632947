import type Docker from 'dockerode'
import { CONSOLE_PORT } from './config-yaml.ts'
import { CONTAINER_NAME, containerOptions } from './container-options.ts'
import { imageReference } from './image.ts'
import { omsAddress } from './own-network.ts'
import { SandboxError } from './sandbox-error.ts'
import type { SandboxState } from './state.ts'
import { waitFor } from './wait-for.ts'

const LABEL = 'oms-sandbox.name'

/** Makes the container of OMS V3.3.1 where there is none, and starts it. Returns the container's id. */
export async function startOmsContainer(state: SandboxState, docker: Docker, binds: string[]): Promise<string> {
  const existing = await findContainer(docker)
  if (existing && !isOurs(state, existing)) {
    throw new SandboxError(
      `This Docker engine already has a container named ${CONTAINER_NAME} that the sandbox "${state.name}" did not make. ` +
        'It is left alone. Rename it, or give the sandbox another engine by DOCKER_HOST.',
    )
  }
  const id = existing?.Id ?? (await create(state, docker, binds))
  const container = docker.getContainer(id)
  if (!(await container.inspect()).State.Running) await container.start()
  await waitUntilHealthy(state, docker, id)
  return id
}

/** Removes the containers that belong to this sandbox, those that the panel made from them included. */
export async function removeOmsContainers(state: SandboxState, docker: Docker): Promise<void> {
  for (const container of await docker.listContainers({ all: true })) {
    if (isOurs(state, container)) await docker.getContainer(container.Id).remove({ force: true })
  }
}

/**
 * Starts what ran when the sandbox went down; where that is not known (a crash), the container that ended last.
 * False where there is nothing to start and the first container has to be made.
 */
export async function startAgain(state: SandboxState, docker: Docker, ranAtDown: string[] | null): Promise<boolean> {
  const own = (await docker.listContainers({ all: true })).filter((container) => isOurs(state, container))
  if (own.length === 0) return false
  if (own.some(({ State }) => State === 'running')) return true
  const endedLast = async () => {
    const states = await Promise.all(own.map(({ Id }) => docker.getContainer(Id).inspect()))
    return states.sort((a, b) => b.State.FinishedAt.localeCompare(a.State.FinishedAt)).slice(0, 1)
  }
  const wanted = ranAtDown ?? (await endedLast()).map(({ Id }) => Id)
  const there = own.filter(({ Id }) => wanted.includes(Id))
  for (const { Id } of there) await docker.getContainer(Id).start()
  // In vain where docker_init.sh has still to run: then the console is down on purpose.
  if (there.length > 0) await waitFor(() => answersHealthy(state), { timeoutSeconds: 20 })
  return true
}

/** Returns the ids of those that ran. */
export async function stopOmsContainers(state: SandboxState, docker: Docker): Promise<string[]> {
  const own = (await docker.listContainers()).filter((container) => isOurs(state, container))
  await Promise.all(own.map(({ Id }) => docker.getContainer(Id).stop({ t: 15 })))
  return own.map(({ Id }) => Id)
}

/** An own engine has only own containers. On the machine's engine the label tells, or a mount of the sandbox's folder. */
export function isOurs(state: SandboxState, container: Docker.ContainerInfo): boolean {
  const hasOurMount = container.Mounts.some((mount) => mount.Source.startsWith(`${state.folder}/`))
  return state.engine?.isOwn === true || container.Labels[LABEL] === state.name || hasOurMount
}

async function findContainer(docker: Docker): Promise<Docker.ContainerInfo | undefined> {
  const containers = await docker.listContainers({ all: true })
  return containers.find(({ Names }) => Names.includes(`/${CONTAINER_NAME}`))
}

async function create(state: SandboxState, docker: Docker, binds: string[]): Promise<string> {
  const labels: Record<string, string> = state.engine?.isOwn ? {} : { [LABEL]: state.name }
  const container = await docker.createContainer(containerOptions(state, imageReference('3.3.1', state.traits), binds, labels))
  return container.id
}

async function waitUntilHealthy(state: SandboxState, docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id)
  let isDead = false
  const isHealthy = await waitFor(
    async () => {
      isDead = !(await container.inspect()).State.Running
      if (isDead) return true
      return answersHealthy(state)
    },
    { timeoutSeconds: 90 },
  )
  if (isHealthy && !isDead) return
  const lines = (await container.logs({ stdout: true, stderr: true, tail: 15 })).toString('utf8')
  throw new SandboxError(`${CONTAINER_NAME} ${isDead ? 'ended' : 'did not become healthy'}. Its last lines:\n${lines}`)
}

async function answersHealthy(state: SandboxState): Promise<boolean> {
  const response = await fetch(`http://${omsAddress(state)}:${CONSOLE_PORT}/oms/health`, { signal: AbortSignal.timeout(2000) })
  const answer = (await response.json()) as { data?: { healthy?: boolean } }
  return answer.data?.healthy === true
}
