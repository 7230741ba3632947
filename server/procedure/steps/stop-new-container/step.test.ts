import { expect, test } from 'vitest'
import type { Acting, RollbackContext } from '../../context.ts'
import { stopNewContainer } from './step.ts'

interface Found {
  state: string
  restartPolicy: { Name: string }
}

/** The container as an engine holds it that does not stop it at the first call. */
function scene(found: Found) {
  const facts = new Map<string, unknown>()
  let stops = 0
  const container = { id: 'new', name: 'oms_340', finishedAt: null, spec: {}, ...found }
  const context = {
    job: { id: 'job' },
    facts: {
      get: async (name: string) => facts.get(name),
      replace: async (name: string, value: unknown) => void facts.set(name, value),
      recordOnce: async (_: string, value: unknown) => value,
    },
    world: { docker: { containersLabelled: async () => [container] }, clock: { now: () => new Date(0) } },
    writers: {
      docker: {
        async setRestartPolicy(_id: string, policy: { Name: string }) {
          container.restartPolicy = policy
        },
        async stop() {
          stops += 1
          if (stops === 1) throw new Error('the engine does not answer')
          container.state = 'exited'
        },
      },
    },
    report: { line: () => {} },
  } as unknown as Acting<RollbackContext>
  return { before: () => facts.get('newContainerBefore'), run: () => stopNewContainer.run(context, new AbortController().signal) }
}

// After an undo OMS would not come back with its machine, and nobody would know why.
test('a retry keeps the restart policy that the first try took away', async () => {
  const { before, run } = scene({ state: 'running', restartPolicy: { Name: 'always' } })
  await expect(run()).rejects.toThrow()
  await run()
  await run()
  expect(before()).toEqual({ isRunning: true, restartPolicy: { Name: 'always' } })
})

test('one that never had a policy, or did not run, is noted as it is', async () => {
  const { before, run } = scene({ state: 'exited', restartPolicy: { Name: 'no' } })
  await run().catch(() => {})
  expect(before()).toEqual({ isRunning: false, restartPolicy: { Name: 'no' } })
})
