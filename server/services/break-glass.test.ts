import { expect, test, vi } from 'vitest'
import { breakGlass } from './break-glass.ts'
import { saveWindow } from './save-window.ts'
import { approval, as, scene, setApprovalScene, start, thePlan, told } from './testing/approval-scene.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

test('glass broken by an administrator starts the plan, is marked, and covers only what it was broken for', async () => {
  const input = { ...thePlan(), reason: 'OMS is down, nobody else answers.', validHours: 4, coversApproval: true, coversWindow: false }
  expect(await told(breakGlass(as(scene.ada), { ...input, coversApproval: false }))).toBe('not.nothingToBreak')
  expect(await told(breakGlass(as(scene.ada), { ...input, coversWindow: true }))).toBe('not.nothingToBreak')
  await breakGlass(as(scene.ada), input)
  await saveWindow(as(scene.otto), {
    installationId: scene.installationId,
    windowId: null,
    spec: { kind: 'freeze', from: '2026-11-24T00:00', to: '2026-11-26T00:00', reason: 'Singles Day' },
  })
  expect(await told(start(scene.otto))).toBe('not.frozen')
  await breakGlass(as(scene.ada), { ...input, coversApproval: false, coversWindow: true })
  await start(scene.otto)
  expect(await approval()).toMatchObject({ state: 'break-glass', rows: [{ reason: input.reason }, { coversWindow: true }] })
  const { detailJson } = await scene.store.auditEvent.findFirstOrThrow({ where: { action: 'upgrade.start' } })
  expect(JSON.parse(detailJson)).toMatchObject({ isGlassBroken: true, outsideWindow: true, glassBrokenBy: 'Ada' })
})
