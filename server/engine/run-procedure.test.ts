import { expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { LeaseLost } from './journal.ts'
import { createLogWriter } from './log-writer.ts'
import { runProcedure } from './run-procedure.ts'
import { fails, failsForGood, holds, type Step, type Verdict } from './step.ts'
import { memoryJournal } from './testing/memory-journal.ts'

interface World {
  done: string[]
  looks: number
}

const fine = say('outcomes.closing')
const wrong = say('outcomes.noServers')

function step(id: string, overrides: Partial<Step<string, World>> = {}): Step<string, World> {
  return {
    id,
    source: 'test',
    phase: 'before',
    changes: 'none',
    undoneBy: fine,
    timeoutSeconds: () => 5,
    settleSeconds: 0,
    repeatable: true,
    run: async (world) => void world.done.push(id),
    verify: async (world) => (world.done.includes(id) ? holds(fine) : fails(wrong)),
    ...overrides,
  }
}

/** A clock that moves only when somebody waits. */
function steppedClock() {
  let time = 0
  return {
    now: () => new Date(time),
    wait: async (milliseconds: number) => {
      time += milliseconds
    },
  }
}

function scene(steps: Step<string, World>[], memory = memoryJournal()) {
  const world: World = { done: [], looks: 0 }
  const clock = steppedClock()
  const run = (lease = memory.lease, signal = new AbortController().signal) => {
    const log = createLogWriter(memory.journal, lease, clock.now, (text) => text.replaceAll('hunter2', '[secret]'))
    return runProcedure({
      steps,
      lease,
      journal: memory.journal,
      log,
      clock,
      contextFor: () => world,
      redact: (text) => text.replaceAll('hunter2', '[secret]'),
      signal,
    })
  }
  return { world, memory, run }
}

test('intent is written before the effect, and success only after verify looked', async () => {
  const order: string[] = []
  const { memory, run } = scene([
    step('a', {
      run: async () => void order.push(`run while ${memoryStatus()}`),
      verify: async () => {
        order.push(`look while ${memoryStatus()}`)
        return holds(fine)
      },
    }),
  ])
  function memoryStatus() {
    return memory.attempts[0]?.status
  }
  expect(await run()).toEqual({ ended: 'succeeded' })
  expect(order).toEqual(['run while running', 'look while verifying'])
  expect(memory.attempts[0]?.status).toBe('succeeded')
})

// "A tool that says done when it is not" is what operators fear most.
test('a step whose effect is not there fails although nothing was thrown, and nothing runs after it', async () => {
  const { world, memory, run } = scene([step('a', { run: async () => {} }), step('b')])
  expect(await run()).toEqual({ ended: 'failed', stepId: 'a', outcome: wrong })
  expect(world.done).toEqual([])
  expect(memory.events).toEqual(['begin a', 'failed a'])
})

test('verify may settle, but not longer than its time and not when looking again is hopeless', async () => {
  const settle = (verdicts: Verdict[]) =>
    scene([
      step('a', { settleSeconds: 3, verify: async (world) => verdicts[Math.min(world.looks++, verdicts.length - 1)] ?? fails(wrong) }),
    ])
  const late = settle([fails(wrong), fails(wrong), holds(fine)])
  expect((await late.run()).ended).toBe('succeeded')
  const never = settle([fails(wrong)])
  expect((await never.run()).ended).toBe('failed')
  expect(never.world.looks).toBe(4)
  const hopeless = settle([failsForGood(wrong)])
  expect((await hopeless.run()).ended).toBe('failed')
  expect(hopeless.world.looks).toBe(1)
})

test('a step that hangs fails at its deadline with that reason', async () => {
  const { memory, run } = scene([step('a', { timeoutSeconds: () => 0.02, run: () => new Promise(() => {}) })])
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.deadlineOver' } })
  expect(memory.attempts[0]?.status).toBe('failed')
})

test('what a step throws reaches the person in words, and its raw text without secrets', async () => {
  const thrown = new OperatorError('refused', say('errors.noJob'), { raw: 'denied for hunter2' })
  const { memory, run } = scene([step('a', { run: () => Promise.reject(thrown) })])
  await run()
  expect(memory.attempts[0]).toMatchObject({ status: 'failed', outcome: { key: 'errors.noJob' }, rawError: 'denied for [secret]' })
})

test('a second pass goes on where the first one stopped and repeats nothing that succeeded', async () => {
  const { world, memory, run } = scene([step('a'), step('b', { verify: async ({ looks }) => (looks > 0 ? holds(fine) : fails(wrong)) })])
  expect((await run()).ended).toBe('failed')
  world.looks = 1
  memory.orders.again = 'b'
  expect((await run()).ended).toBe('succeeded')
  expect(memory.events).toEqual(['begin a', 'succeeded a', 'begin b', 'failed b', 'begin b', 'succeeded b'])
})

// docker_init.sh would run a second time over a schema that its first run has half changed.
test('a failed step is not begun again because the process died before the run was ended', async () => {
  const { world, memory, run } = scene([step('a', { verify: async () => failsForGood(wrong) })])
  await run()
  expect(await run(memory.takeOver())).toEqual({ ended: 'failed', stepId: 'a', outcome: wrong })
  expect(world.done).toEqual(['a'])
})

test('an order to try again is good for one attempt', async () => {
  const { memory, run } = scene([step('a', { run: async () => {} })])
  await run()
  memory.orders.again = 'a'
  await run()
  await run()
  expect(memory.attempts).toHaveLength(2)
})

test('a step that a dead process left running is settled by looking at the world', async () => {
  const memory = memoryJournal()
  await memory.journal.begin(memory.lease, 'a')
  const { world, run } = scene([step('a'), step('b')], memory)
  world.done.push('a')
  expect((await run(memory.takeOver())).ended).toBe('succeeded')
  expect(world.done).toEqual(['a', 'b'])
})

test('cut off without effect, a repeatable step is tried again and any other one waits for a decision', async () => {
  const again = memoryJournal()
  await again.journal.begin(again.lease, 'a')
  expect((await scene([step('a')], again).run(again.takeOver())).ended).toBe('succeeded')
  expect(again.events).toEqual(['begin a', 'interrupted a', 'begin a', 'succeeded a'])

  const once = memoryJournal()
  await once.journal.begin(once.lease, 'a')
  const { world, run } = scene([step('a', { repeatable: false })], once)
  expect(await run(once.takeOver())).toMatchObject({ ended: 'interrupted', stepId: 'a' })
  expect(world.done).toEqual([])
})

// A frozen process that wakes up must not write over the one that took its run over.
test('a process whose lease was taken over cannot write any more', async () => {
  const { memory, run } = scene([step('a', { run: async () => void memory.takeOver() })])
  await expect(run()).rejects.toBeInstanceOf(LeaseLost)
  expect(memory.attempts[0]?.status).toBe('running')
})

test('a requested hold stops between two steps', async () => {
  const { memory, run } = scene([
    step('a', {
      run: async (world) => {
        world.done.push('a')
        memory.orders.hold = true
      },
    }),
    step('b'),
  ])
  expect(await run()).toEqual({ ended: 'held' })
  expect(memory.events).toEqual(['begin a', 'succeeded a'])
})
