import type { HostConfig } from '../../domain/container-spec.ts'
import type { Container } from '../../procedure/ports/engine.ts'
import type { ContainerAnswer } from './engine-answers.ts'

export function toContainer(answer: ContainerAnswer): Container {
  const { State, Config } = answer
  const hostConfig = answer.HostConfig as HostConfig
  const usesHostNetwork = hostConfig.NetworkMode === 'host'
  const isChosenByDocker = Config.Hostname === answer.Id.slice(0, 12)
  return {
    id: answer.Id,
    name: answer.Name.replace(/^\//, ''),
    state: State.Status,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    startedAt: toDate(State.StartedAt),
    finishedAt: State.Running ? null : toDate(State.FinishedAt),
    restartCount: answer.RestartCount,
    restartPolicy: toRestartPolicy(answer.HostConfig.RestartPolicy),
    imageId: answer.Image,
    labels: Config.Labels ?? {},
    spec: {
      Image: Config.Image,
      Env: Config.Env ?? [],
      Labels: Config.Labels ?? {},
      Cmd: Config.Cmd ?? null,
      Entrypoint: Config.Entrypoint ?? null,
      User: Config.User,
      WorkingDir: Config.WorkingDir,
      Tty: Config.Tty,
      OpenStdin: Config.OpenStdin,
      Hostname: usesHostNetwork || isChosenByDocker ? '' : Config.Hostname,
      HostConfig: hostConfig,
    },
  }
}

function toRestartPolicy(policy: ContainerAnswer['HostConfig']['RestartPolicy']): Container['restartPolicy'] {
  if (policy === undefined || policy.Name === '') return { Name: 'no' }
  return { Name: policy.Name, ...(policy.MaximumRetryCount === undefined ? {} : { MaximumRetryCount: policy.MaximumRetryCount }) }
}

/** Docker writes the year 1 for "never". */
function toDate(text: string | null | undefined): Date | null {
  return text === null || text === undefined || text === '' || text.startsWith('0001-') ? null : new Date(text)
}
