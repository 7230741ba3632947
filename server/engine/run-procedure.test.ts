import { afterEach, expect, test, vi } from 'vitest'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { LeaseLost } from './journal.ts'
import { createLogWriter } from './log-writer.ts'
import { AttemptOver, type Permit } from './permit.ts'
import { runProcedure } from './run-procedure.ts'
import { fails, failsForGood, holds, type Step, type Verdict } from './step.ts'
import { memoryJournal } from './testing/memory-journal.ts'
import { createUnfinished } from './unfinished.ts'

afterEach(() => void vi.useRealTimers())

interface World {
  done: string[]
  looks: number
  permit?: Permit
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
    elapsedMs: () => time,
    wait: async (milliseconds: number) => {
      time += milliseconds
    },
  }
}

function scene(steps: Step<string, World>[], memory = memoryJournal()) {
  const world: World = { done: [], looks: 0 }
  const clock = steppedClock()
  const unfinished = createUnfinished()
  const run = (lease = memory.lease, signal = new AbortController().signal) => {
    const log = createLogWriter(memory.journal, lease, clock.now, (text) => text.replaceAll('hunter2', '[secret]'))
    return runProcedure({
      steps,
      lease,
      journal: memory.journal,
      log,
      clock,
      contextFor: (_, permit) => Object.assign(world, { permit }),
      permit: { check() {} },
      unfinished,
      graceMs: 20,
      redact: (text) => text.replaceAll('hunter2', '[secret]'),
      signal,
    })
  }
  return { world, memory, run, unfinished }
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

test('a step that hangs fails at its deadline with that reason, and says that its effect may still come', async () => {
  const { memory, run } = scene([step('a', { timeoutSeconds: () => 0.02, run: () => new Promise(() => {}) })])
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.deadlineOverGoesOn' } })
  expect(memory.attempts[0]?.status).toBe('failed')
})

test('a step that ends when it is told to at its deadline leaves nothing behind', async () => {
  const obedient = (_: World, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const { run, unfinished } = scene([step('a', { timeoutSeconds: () => 0.02, run: obedient })])
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.deadlineOver' } })
  expect(unfinished.isEmpty()).toBe(true)
})

// Two restores into one database at once: the first would write over what the second one is filling.
test('a retry begins only when the work of the attempt before has ended, and that work may change nothing more', async () => {
  const order: string[] = []
  let end = () => {}
  const { memory, run } = scene([
    step('a', {
      timeoutSeconds: () => 0.05,
      async run({ permit }) {
        order.push('begun')
        if (order.length > 1) return
        await new Promise<void>((resolve) => {
          end = resolve
        })
        expect(() => permit?.check()).toThrow(AttemptOver)
        order.push('first ended')
      },
      verify: async () => (order.length > 2 ? holds(fine) : fails(wrong)),
    }),
  ])
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.deadlineOverGoesOn' } })
  memory.orders.again = 'a'
  const again = run()
  await vi.waitFor(() => expect(memory.notes).toContainEqual({ waitingFor: say('waiting.earlierWork') }), { interval: 1 })
  expect(order).toEqual(['begun'])
  end()
  expect(await again).toEqual({ ended: 'succeeded' })
  expect(order).toEqual(['begun', 'first ended', 'begun'])
})

// The engine's answer was lost, but the container runs: who is asked to decide now would decide on a wrong picture.
test('after an error the world is looked at once, and an effect that is there counts, with the error beside it', async () => {
  const thrown = new OperatorError('timeout', say('errors.noJob'), { raw: 'no answer' })
  const { memory, run } = scene([
    step('a', {
      async run(world) {
        world.done.push('a')
        throw thrown
      },
    }),
  ])
  expect(await run()).toEqual({ ended: 'succeeded' })
  expect(memory.attempts[0]).toMatchObject({ status: 'succeeded', outcome: fine, beside: say('errors.noJob'), rawError: 'no answer' })
})

test('after an error without effect, what was seen stands beside the error', async () => {
  const thrown = new OperatorError('timeout', say('errors.noJob'), { raw: 'no answer' })
  const { memory, run } = scene([step('a', { run: () => Promise.reject(thrown), verify: async () => fails(wrong, 'nothing there') })])
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'errors.noJob' } })
  expect(memory.attempts[0]).toMatchObject({ beside: wrong, rawError: 'no answer\n\nnothing there' })
})

test('what still goes on after a deadline is never called done', async () => {
  const { run } = scene([step('a', { timeoutSeconds: () => 0.02, run: () => new Promise(() => {}), verify: async () => holds(fine) })])
  expect((await run()).ended).toBe('failed')
})

// One refused connection would end fifteen minutes of waiting for servers that come up a moment later.
test('a look that throws is repeated while the step may settle, and the last error counts', async () => {
  const flaky = (until: number) =>
    scene([
      step('a', {
        settleSeconds: 3,
        async verify(world) {
          world.looks += 1
          if (world.looks <= until) throw new OperatorError('unavailable', say('errors.noJob'), { raw: `look ${world.looks}` })
          return holds(fine)
        },
      }),
    ])
  expect((await flaky(2).run()).ended).toBe('succeeded')
  const never = flaky(99)
  expect(await never.run()).toMatchObject({ ended: 'failed', outcome: { key: 'errors.noJob' } })
  expect(never.memory.attempts[0]).toMatchObject({ rawError: 'look 4' })
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

// "Stop this step now", pressed when backing up was just over, would stop the container's start after it.
test('a request to stop ends the attempt that it was made for and no other', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  // Long enough for the engine to see the wish to stop.
  const wait = async (world: World, signal: AbortSignal) => {
    await vi.advanceTimersByTimeAsync(600)
    signal.throwIfAborted()
    world.done.push('waited')
  }
  const late = scene([step('a'), step('b', { run: wait, verify: async () => holds(fine) })])
  late.memory.orders.stop = 'a#1'
  expect(await late.run()).toEqual({ ended: 'succeeded' })

  const inTime = scene([step('b', { run: wait })])
  inTime.memory.orders.stop = 'b#1'
  expect(await inTime.run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.aborted' } })
  inTime.memory.orders.again = 'b'
  await inTime.run()
  expect(inTime.memory.attempts.at(-1)).toMatchObject({ id: 'b#2', status: 'failed', outcome: wrong })
})

// A script that hangs in a container goes on when nobody listens: the next one would begin beside it.
test('a step that began work outside ends it when a person stops the step, also after its process died', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const hang = async (_: World, signal: AbortSignal) => {
    await vi.advanceTimersByTimeAsync(600)
    signal.throwIfAborted()
  }
  const stop = async (world: World) => {
    world.done.push('ended')
    return say('outcomes.initStopped', { version: '3.3.1', expected: '3.4.0' })
  }
  const alive = scene([step('a', { run: hang, stop })])
  alive.memory.orders.stop = 'a#1'
  expect(await alive.run()).toMatchObject({ ended: 'failed', outcome: { key: 'outcomes.initStopped' } })
  expect(alive.world.done).toEqual(['ended'])

  const memory = memoryJournal()
  await memory.journal.begin(memory.lease, 'a')
  memory.orders.stop = 'a#1'
  const waits = async (world: World, signal: AbortSignal) => hang(world, signal).then(() => fails(wrong))
  const taken = scene([step('a', { repeatable: false, verify: waits, stop })], memory)
  expect(await taken.run(memory.takeOver())).toMatchObject({ ended: 'interrupted', outcome: { key: 'outcomes.initStopped' } })
  expect(memory.attempts.at(-1)).toMatchObject({ id: 'a#1', status: 'failed' })
})

test('outside work that cannot be ended is said', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const hang = async (_: World, signal: AbortSignal) => {
    await vi.advanceTimersByTimeAsync(600)
    signal.throwIfAborted()
  }
  const { memory, run } = scene([
    step('a', { run: hang, stop: () => Promise.reject(new OperatorError('refused', say('errors.initNotEnded'))) }),
  ])
  memory.orders.stop = 'a#1'
  expect(await run()).toMatchObject({ ended: 'failed', outcome: { key: 'errors.initNotEnded' } })
})

test('a step that was to be stopped when its process died is not begun again unasked', async () => {
  const memory = memoryJournal()
  await memory.journal.begin(memory.lease, 'a')
  memory.orders.stop = 'a#1'
  const { world, run } = scene([step('a')], memory)
  expect(await run(memory.takeOver())).toMatchObject({ ended: 'interrupted', stepId: 'a' })
  expect(await run(memory.takeOver())).toMatchObject({ ended: 'interrupted', stepId: 'a' })
  expect(world.done).toEqual([])
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
