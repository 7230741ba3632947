import type Docker from 'dockerode'
import { networkName, omsAddress } from './own-network.ts'
import type { SandboxState } from './state.ts'
import type { TraitName } from './traits.ts'

export const CONTAINER_NAME = 'oms_331'

type Site = Pick<SandboxState, 'index' | 'hostIp' | 'name' | 'traits' | 'folder'>

/** What `docker run` of the vendor's document asks for, minus IS_UPGRADE, which only an upgrade sets, and what this site asked for beside. */
export function containerOptions(
  state: Site,
  image: string,
  binds: string[],
  ownLabels: Record<string, string>,
): Docker.ContainerCreateOptions {
  const has = (trait: TraitName) => state.traits.includes(trait)
  const network = networkName(state)
  return {
    name: CONTAINER_NAME,
    Image: image,
    Env: [`OMS_HOST_IP=${omsAddress(state)}`],
    // -dit
    Tty: true,
    OpenStdin: true,
    Labels: { ...ownLabels, ...(has('compose-labels') ? composeLabels(state) : {}) },
    ...(has('stop-options') ? { StopTimeout: 300, StopSignal: 'SIGINT' } : {}),
    ...(has('health-check') ? { Healthcheck: HEALTH_CHECK } : {}),
    ...(has('own-network') ? { NetworkingConfig: { EndpointsConfig: { [network]: endpoint(state) } } } : {}),
    HostConfig: {
      RestartPolicy: { Name: 'no' },
      AutoRemove: has('rm-option'),
      NetworkMode: has('own-network') ? network : 'host',
      Privileged: true,
      PidsLimit: -1,
      Ulimits: [{ Name: 'nproc', Soft: 65_535, Hard: 65_535 }],
      ...(has('mount-option') ? { Mounts: binds.map(asMount) } : { Binds: binds }),
    },
  }
}

const SECOND = 1_000_000_000

const HEALTH_CHECK = {
  Test: ['CMD-SHELL', 'supervisorctl status | grep -q "nginx *RUNNING"'],
  Interval: 30 * SECOND,
  Timeout: 10 * SECOND,
  Retries: 3,
  StartPeriod: 60 * SECOND,
}

function endpoint(state: Site): Docker.EndpointSettings {
  // dockerode types the whole answer of inspect here, though the engine takes any part of it.
  return { IPAMConfig: { IPv4Address: omsAddress(state) }, Aliases: ['oms', 'oms-console'] } as Docker.EndpointSettings
}

function asMount(bind: string): Docker.MountSettings {
  const [Source = '', Target = ''] = bind.split(':')
  return { Type: 'bind', Source, Target }
}

function composeLabels(state: Site): Record<string, string> {
  return {
    'com.docker.compose.project': 'oms',
    'com.docker.compose.service': 'oms',
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.version': '2.29.7',
    'com.docker.compose.config-hash': '5f0c7cbb0cf0f4a3a1c07f8cf9c4c8f1d0f4c1d3f8a6d2b9c7e1a0b2c3d4e5f6',
    'com.docker.compose.project.working_dir': state.folder,
    'com.docker.compose.project.config_files': `${state.folder}/docker-compose.yml`,
  }
}
