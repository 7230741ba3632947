import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { instant } from '../../server/engine/permit.ts'
import { frozen } from './frozen.ts'

// A frozen panel that wakes up would drop databases under the OMS that another panel has restored.
test('both clocks go on while a process is stopped', async () => {
  const program = `
    const { uptime } = require('node:os')
    const now = () => JSON.stringify([performance.now(), uptime() * 1000])
    console.log(now())
    process.stdin.once('data', () => { console.log(now()); process.exit() })`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const read = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const moment = async (): Promise<[number, number]> => JSON.parse((await read.next()).value ?? '')
  const [processMs, machineMs] = await moment()
  const wake = frozen(child.pid ?? 0)
  const begun = instant()
  while (instant().processMs - begun.processMs < 300) await new Promise((resolve) => setImmediate(resolve))
  child.stdin.write('\n')
  wake()
  const [thenProcessMs, thenMachineMs] = await moment()
  expect(thenProcessMs - processMs).toBeGreaterThanOrEqual(290)
  expect(thenMachineMs - machineMs).toBeGreaterThanOrEqual(280)
})
