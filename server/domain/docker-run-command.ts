import type { ContainerSpec } from './container-spec.ts'
import { quoteForShell } from './quote-for-shell.ts'

const SECRET_NAME = /PASSW|SECRET|TOKEN|KEY|CREDENTIAL/i

function shownEnv(entry: string): string {
  const [name = ''] = entry.split('=', 1)
  return SECRET_NAME.test(name) ? `${name}=[secret]` : entry
}

/** The `docker run` that a spec stands for, for people to read; values of secret-looking variables are not shown. */
export function dockerRunCommand(name: string, spec: ContainerSpec): string {
  const host = spec.HostConfig
  const flags = [
    `-d${spec.OpenStdin ? 'i' : ''}${spec.Tty ? 't' : ''}`,
    ...(host.NetworkMode ? [`--net ${host.NetworkMode}`] : []),
    ...(host.Binds ?? []).map((bind) => `-v ${quoteForShell(bind)}`),
    ...spec.Env.map((entry) => `-e ${quoteForShell(shownEnv(entry))}`),
    ...Object.entries(spec.Labels).map(([key, value]) => `--label ${quoteForShell(`${key}=${value}`)}`),
    ...(host.Privileged ? ['--privileged=true'] : []),
    ...(host.PidsLimit === undefined || host.PidsLimit === null ? [] : [`--pids-limit ${host.PidsLimit}`]),
    ...(host.Ulimits ?? []).map((limit) => `--ulimit ${limit.Name}=${limit.Soft}:${limit.Hard}`),
    ...(host.RestartPolicy?.Name && host.RestartPolicy.Name !== 'no' ? [`--restart ${host.RestartPolicy.Name}`] : []),
    `--name ${name}`,
  ]
  return ['docker run', ...flags, spec.Image].join(' \\\n  ')
}
