import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { breakSandbox } from '../sandbox/break.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { type ConsoleProxy, openConsoleProxy, type ProxyMood } from './console-proxy.ts'
import { type FaultScene, onFaultScene, type Verdict } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { snapshot } from './upgrade-job.ts'

const HA_OFF = { pauseAt: { step: 'ha-off', call: null } }
const ONLINE = { pauseAt: { step: 'servers-online', call: null }, limits: { 'servers-online': { settle: 3 } } }

/** Calls of the console that reached it, as its nginx logged them. */
function calls({ sandbox }: FaultScene): number {
  const folder = path.join(sandbox.oms?.folder ?? '', 'oms_logs/nginx')
  return readdirSync(folder).reduce((sum, name) => sum + readFileSync(path.join(folder, name), 'utf8').split('POST /api/v2').length - 1, 0)
}

/** A fault of the simulator's console during the switch of HA; without it, retry goes on. */
function simulated(
  fault: string,
  moment: string,
  switched: string,
  more: Partial<FaultRow> & { timeout?: number; mostCalls?: number } = {},
): FaultRow {
  const { timeout, mostCalls, ...rest } = more
  return {
    ...{ kind: 'console', fault, moment, expected: 'the step fails before the window; retry goes on', isInSample: false },
    run: (sandbox) =>
      onFaultScene(sandbox, { ...HA_OFF, ...(timeout === undefined ? {} : { limits: { 'ha-off': { timeout } } }) }, async (scene) => {
        await scene.paused()
        const before = calls(scene)
        breakSandbox(sandbox, switched, true)
        scene.running.release()
        const outcome = await scene.asksAt('ha-off')
        const tries = calls(scene) - before
        if (mostCalls !== undefined && tries > mostCalls) scene.wrongs.push(`${tries} calls: an account could be locked`)
        breakSandbox(sandbox, switched, false)
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}) after ${tries} calls, retried, upgraded`
      }),
    ...rest,
  }
}

async function behindProxy(
  sandbox: SandboxState,
  act: (scene: FaultScene, proxy: ConsoleProxy) => Promise<string>,
  given: Parameters<typeof onFaultScene>[1] = HA_OFF,
): Promise<Verdict> {
  const proxy = await openConsoleProxy(`http://${sandbox.hostIp}:8089`)
  try {
    return await onFaultScene(sandbox, { ...given, consoleUrl: proxy.url }, (scene) => act(scene, proxy))
  } finally {
    await proxy.close()
  }
}

function written(mood: ProxyMood, fault: string, expected: string, isInSample: boolean): FaultRow {
  return {
    ...{ kind: 'console', fault, moment: 'as HA is switched off', expected, isInSample },
    run: (sandbox) =>
      behindProxy(sandbox, async (scene, proxy) => {
        await scene.paused()
        proxy.become(mood)
        scene.running.release()
        const outcome = await scene.asksAt('ha-off')
        proxy.become('honest')
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded with ${proxy.writes()} writes`
      }),
  }
}

export const consoleFaults: FaultRow[] = [
  simulated('502 to everything', 'as HA is switched off', 'console-502'),
  simulated('the console hangs', 'as HA is switched off', 'console-slow', { timeout: 6 }),
  simulated('wrong password', 'as HA is switched off', 'console-wrong-password', { mostCalls: 2 }),
  written('fails', 'success false inside a 200', 'the step fails with its text; retry goes on', false),
  written('lies', 'says yes and does nothing', 'not taken for done: the value read back decides; retry goes on', false),
  written('dies', 'dies between write and read-back', 'nobody knows, so it fails; retry sees that HA is off and goes on', true),
  written('html', 'a sign-in page instead of an answer', 'the step fails with what came; retry goes on', false),
  {
    kind: 'console',
    fault: 'lists no servers',
    moment: 'after docker_init.sh',
    expected: 'an empty list is not "all Online"; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      behindProxy(
        sandbox,
        async (scene, proxy) => {
          await scene.paused()
          proxy.become('empty')
          scene.running.release()
          const outcome = await scene.asksAt('servers-online')
          proxy.become('honest')
          await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        },
        ONLINE,
      ),
  },
  {
    kind: 'console',
    fault: '502 to everything',
    moment: 'as HA is switched on again',
    expected: 'all else is done and HA is off: the step fails and says so, no T2; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'ha-on', call: null } }, async (scene) => {
        await scene.paused()
        breakSandbox(sandbox, 'console-502', true)
        scene.running.release()
        const outcome = await scene.asksAt('ha-on')
        const { t2 } = (await snapshot(scene.panel, scene.jobId)).times
        if (t2 !== null) scene.wrongs.push(`there is a T2 although HA is off: ${t2}`)
        breakSandbox(sandbox, 'console-502', false)
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
]
