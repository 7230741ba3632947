import { expect, test } from 'vitest'
import type { ContainerSpec } from './container-spec.ts'
import { dockerRunCommand } from './docker-run-command.ts'

const spec: ContainerSpec = {
  Image: 'work.oceanbase-dev.com/obartifact-store/oms:feature_3.4.0',
  Env: ['OMS_HOST_IP=10.0.0.1', 'IS_UPGRADE=true', 'DB_PASSWORD=hunter2', "GREETING=it's"],
  Labels: {},
  Cmd: null,
  Entrypoint: null,
  User: '',
  WorkingDir: '',
  Tty: true,
  OpenStdin: true,
  Hostname: '',
  HostConfig: {
    Binds: ['/data/oms/oms_logs:/home/admin/logs'],
    NetworkMode: 'host',
    Privileged: true,
    PidsLimit: -1,
    Ulimits: [{ Name: 'nproc', Soft: 65535, Hard: 65535 }],
  },
}

test('the printed command carries what the document demands and can be pasted', () => {
  const command = dockerRunCommand('oms_340', spec)
  for (const part of [
    '-dit',
    '--net host',
    '-v /data/oms/oms_logs:/home/admin/logs',
    '-e IS_UPGRADE=true',
    '--privileged=true',
    '--pids-limit -1',
    '--ulimit nproc=65535:65535',
    '--name oms_340',
  ]) {
    expect(command).toContain(part)
  }
  expect(command).toContain(`-e 'GREETING=it'\\''s'`)
})

test('a password in the environment is not printed', () => {
  expect(dockerRunCommand('oms_340', spec)).not.toContain('hunter2')
})
