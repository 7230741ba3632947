import { expect, test } from 'vitest'
import { ContainerAnswer } from './engine-answers.ts'
import { toContainer } from './to-container.ts'

// Carried as Podman reports it, "RLIMIT_NOFILE" was refused when the new container was made: inside the window.
test('limits have the names that a create request takes, on Docker and on Podman', () => {
  const limited = (...names: string[]) =>
    toContainer(
      ContainerAnswer.parse({
        Id: 'a'.repeat(64),
        Name: '/oms_331',
        Image: 'sha256:1',
        State: { Status: 'running', Running: true, ExitCode: 0 },
        HostConfig: { Ulimits: names.map((Name) => ({ Name, Soft: 1, Hard: 2 })) },
        Config: { Image: 'oms:3.3.1' },
      }),
    ).spec.HostConfig.Ulimits
  const wanted = ['nofile', 'nproc'].map((Name) => ({ Name, Soft: 1, Hard: 2 }))
  expect(limited('RLIMIT_NOFILE', 'RLIMIT_NPROC')).toEqual(wanted)
  expect(limited('nofile', 'nproc')).toEqual(wanted)
})
