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
  NetworkingConfig: { EndpointsConfig: {} },
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

// A command that leaves something out without saying so makes another container than the panel does.
test('every setting is in the command, or named as left out', () => {
  const command = dockerRunCommand('oms_340', {
    ...spec,
    Entrypoint: ['/sbin/init', '--log'],
    Cmd: ['a b'],
    StopTimeout: 300,
    StopSignal: 'SIGINT',
    MacAddress: '02:42:ac:1e:05:09',
    Healthcheck: { Test: ['CMD-SHELL', 'true && true'], Interval: 30e9, Retries: 3 },
    OnBuild: ['RUN x'],
    NetworkingConfig: {
      EndpointsConfig: { omsnet: { IPAMConfig: { IPv4Address: '10.1.2.3' }, Aliases: ['oms'], DriverOpts: { a: 'b' } } },
    },
    HostConfig: {
      ...spec.HostConfig,
      NetworkMode: 'omsnet',
      PidsLimit: null,
      Memory: 1073741824,
      NanoCpus: 1.5e9,
      ShmSize: 268435456,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m' } },
      ExtraHosts: ['db:10.0.0.9'],
      CapAdd: ['CAP_SYS_ADMIN'],
      Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/xnull', CgroupPermissions: 'rwm' }],
      Mounts: [{ Type: 'bind', Source: '/s', Target: '/t', ReadOnly: true, BindOptions: { Propagation: 'rslave' } }],
      Tmpfs: { '/run': 'size=64m', '/tmp': '' },
      PortBindings: { '8089/tcp': [{ HostIp: '127.0.0.1', HostPort: '18089' }], '8090/tcp': [{ HostIp: '', HostPort: '' }] },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      DeviceRequests: [{ Driver: 'nvidia' }],
    },
  })
  expect(command.split(' \\\n  ')).toEqual(
    expect.arrayContaining([
      '--net omsnet',
      '--ip 10.1.2.3',
      '--network-alias oms',
      '--pids-limit -1',
      '--memory 1073741824',
      '--cpus 1.5',
      '--shm-size 268435456',
      '--log-driver json-file',
      '--log-opt max-size=10m',
      '--add-host db:10.0.0.9',
      '--cap-add CAP_SYS_ADMIN',
      '--device /dev/null:/dev/xnull:rwm',
      '--mount type=bind,src=/s,dst=/t,readonly,bind-propagation=rslave',
      '--tmpfs /run:size=64m',
      '--tmpfs /tmp',
      '-p 127.0.0.1:18089:8089/tcp',
      '-p 8090/tcp',
      '--restart on-failure:3',
      '--stop-timeout 300',
      '--stop-signal SIGINT',
      '--mac-address 02:42:ac:1e:05:09',
      "--health-cmd 'true && true'",
      '--health-interval 30000000000ns',
      '--health-retries 3',
      '--entrypoint /sbin/init',
    ]),
  )
  expect(command).toContain(`${spec.Image} --log 'a b'\n`)
  expect(command).toContain('no option for it: HostConfig.DeviceRequests, Networks[omsnet].DriverOpts, OnBuild')
})

// The diff beside it hid these, the command did not.
test.each([
  ['a variable that holds a password by a short name', { Env: ['MYSQL_PWD=hunter2'] }],
  ['an address with a password', { Env: ['META_URL=mysql://oms:hunter2@10.0.0.1/rm'] }],
  ['a label', { Labels: { 'ops.token': 'hunter2' } }],
  ['an argument', { Cmd: ['/start.sh', '--password=hunter2'] }],
  ['an option of the log', { HostConfig: { LogConfig: { Type: 'splunk', Config: { 'splunk-token': 'hunter2' } } } }],
])('%s is not printed', (_, change) => {
  const command = dockerRunCommand('oms_340', { ...spec, Env: [], ...change })
  expect(command).toContain('[secret]')
  expect(command).not.toContain('hunter2')
})
