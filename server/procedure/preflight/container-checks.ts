import type { Finding } from '../../contract/finding.ts'
import { say } from '../../contract/said.ts'
import { bindsOf } from '../../domain/bind.ts'
import { checkThreeMounts } from '../../domain/three-mounts.ts'
import { readConfigFile } from '../read-config-file.ts'
import { carriedSettings } from './carried-settings.ts'
import { type Check, finding } from './check.ts'
import { configFindings } from './config-findings.ts'

const CLOCK_TOLERANCE_SECONDS = 30

const engine: Check = {
  id: 'engine',
  async look({ world }, seen) {
    const info = await world.docker.engine()
    seen.engine = info
    const { product, version, architecture } = info
    const answers = finding('engine', product === 'podman' ? 'enginePodman' : 'engine', 'ok', { params: { version, architecture } })
    return info.transport === 'clear' ? [answers, finding('engine-transport', 'engineClear', 'note')] : [answers]
  },
}

const engineClock: Check = {
  id: 'engine-clock',
  needs: ['engine'],
  async look({ world }, seen) {
    const seconds = Math.round(((seen.engine?.time.getTime() ?? 0) - world.clock.now().getTime()) / 1000)
    const level = Math.abs(seconds) > CLOCK_TOLERANCE_SECONDS ? 'blocking' : 'ok'
    return [finding('engine-clock', 'engineClock', level, { params: { seconds } })]
  },
}

const oldContainer: Check = {
  id: 'old-container',
  needs: ['engine'],
  async look({ world, installation }, seen) {
    const { containerId, containerName } = installation.node
    const params = { name: containerName, id: containerId.slice(0, 12) }
    const container = await world.docker.container(containerId)
    if (container === 'missing') return [finding('old-container', 'oldContainerMissing', 'blocking', { params })]
    seen.old = container
    const image = await world.docker.image(container.imageId)
    if (image !== 'missing') seen.oldImage = image
    if (container.name !== containerName)
      return [finding('old-container', 'oldContainerRenamed', 'blocking', { params: { ...params, now: container.name } })]
    if (container.state !== 'running')
      return [finding('old-container', 'oldContainerNotRunning', 'blocking', { params: { ...params, state: container.state } })]
    return [finding('old-container', 'oldContainer', 'ok', { params: { ...params, image: container.spec.Image } })]
  },
}

/** Without this a restart of the host would start both containers, in the middle of a backup or after the upgrade. */
const restartPolicy: Check = {
  id: 'restart-policy',
  needs: ['engine', 'old'],
  async look(_, { engine: info, old }) {
    const policy = old?.restartPolicy.Name || 'no'
    if (info?.changesRestartPolicy !== false || policy === 'no') return []
    const params = { name: old?.name ?? '', policy, version: info.version }
    return [finding('restart-policy', 'restartPolicyFixed', 'blocking', { params })]
  },
}

const mounts: Check = {
  id: 'mounts',
  needs: ['old'],
  async look(_, seen) {
    const check = checkThreeMounts(bindsOf(seen.old?.spec.HostConfig ?? {}))
    if (!check.ok)
      return check.problems.map(
        (title, index): Finding => ({ id: `mounts-${index + 1}`, level: 'blocking', title, action: say('findings.mounts.action') }),
      )
    return [finding('mounts', 'mounts', 'ok')]
  },
}

const config: Check = {
  id: 'config-yaml',
  needs: ['old'],
  async look({ world, installation }, seen) {
    if (seen.old === undefined) return []
    const text = await readConfigFile(world.docker, seen.old)
    // The container itself is found not running.
    if (text === 'closed') return []
    const { findings, config: found } = configFindings(text, installation.databases)
    if (found !== undefined) seen.config = found
    return findings
  },
}

export const CONTAINER_CHECKS: Check[] = [engine, engineClock, oldContainer, restartPolicy, mounts, carriedSettings, config]
