import { expect, type Page, test } from '@playwright/test'
import { englishLeft } from '../fixtures/english-left.ts'
import { adopt, doAsTold, picture, plan, rollBack, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'

/** Written out: taken from the catalogue, a wrong one would be found right. */
const STEPS = [
  '再次全面检查',
  '加载新镜像',
  '关闭高可用（HA）',
  '停止旧容器（T1）',
  '清理无用的心跳记录',
  '备份 rm、cm 和 cm_hb',
  '启动新容器',
  '等待组件就绪',
  '初始化元数据',
  '确认所有服务器 Online',
  '开启高可用（HA）（T2）',
  '收尾说明',
]
const ROLLBACK_STEPS = [
  '检查回滚所需的条件',
  '在现有数据库旁恢复',
  '关闭高可用（HA）',
  '停止新容器（T3）',
  '交换数据库',
  '重启旧容器',
  '确认所有服务器 Online',
  '恢复高可用（HA）原设置',
  '可能需要人工处理的组件',
]

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(() => panel.stop())

/** What the browser complains of from now on: a text that is missing among them. */
function complaints(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => message.type() === 'error' && found.push(message.text()))
  page.on('pageerror', (error) => found.push(error.message))
  return found
}

async function isChinese(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  expect.soft(await englishLeft(page), page.url()).toEqual([])
}

async function isProven(page: Page, list: string, steps: string[]): Promise<void> {
  const region = page.getByRole('region', { name: list, exact: true })
  await expect(region.getByRole('heading', { level: 4 })).toContainText(steps)
  await expect(region.getByText('已验证', { exact: true })).toHaveCount(steps.length)
}

// Whoever reads no English has to know at every moment what runs, what is down and what to do: one label that is left out is a guess.
test('in Chinese somebody adopts, plans, upgrades and rolls back, and meets no English', async ({ page }) => {
  const found = complaints(page)
  await panel.enter(page)
  await page.goto(panel.url)
  await page.getByRole('group', { name: 'Language' }).getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('heading', { name: '概览', level: 1 })).toBeVisible()
  await isChinese(page)

  await adopt(page, panel, sandbox, 'guided', { locale: 'zh' })
  await expect(page.getByRole('heading', { name: '制定升级计划', level: 1 })).toBeVisible()
  await isChinese(page)
  await plan(page, { locale: 'zh' })
  await isChinese(page)
  await picture(page, 'plan', { locale: 'zh' })
  await start(page, 'zh')
  await doAsTold(page, sandbox, 'ha-off', 'zh')
  await expect(page.getByText('旧版本 OMS 已停止。面板会继续执行，您无需操作，可以关闭本页面。')).toBeVisible({ timeout: 60_000 })
  await isChinese(page)
  await picture(page, 'run-in-window', { locale: 'zh' })
  await doAsTold(page, sandbox, 'ha-on', 'zh')

  await expect(page.getByRole('heading', { name: 'OMS 已运行 V3.4.0' })).toBeVisible({ timeout: 60_000 })
  await expect(page).toHaveTitle(/^✓ 已升级到 V3\.4\.0 · /)
  await isProven(page, '步骤', STEPS)
  const servers = page.getByRole('region', { name: '服务器' })
  await expect(servers.getByText('ONLINE', { exact: true })).toBeVisible()
  await expect(servers.getByText(/由 MetaDB 读取$/)).toBeVisible()
  await expect(servers.getByText(/^Online [\d 分秒]+$/)).toBeVisible()
  await isChinese(page)
  await picture(page, 'run-succeeded', { locale: 'zh' })

  await rollBack(page, '业务验证未通过', 'zh')
  await expect(page.getByRole('heading', { name: /^正在回滚：/ })).toBeVisible()
  await isChinese(page)
  await doAsTold(page, sandbox, 'rollback-ha-off', 'zh')
  await doAsTold(page, sandbox, 'ha-as-before', 'zh')
  await expect(page.getByRole('heading', { name: '已回滚：OMS 运行 V3.3.1' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('业务验证未通过')).toBeVisible()
  await isProven(page, '回滚步骤', ROLLBACK_STEPS)
  await isChinese(page)
  await picture(page, 'rolled-back', { locale: 'zh', isFromTop: true })
  await sandbox.ends.rolledBack()

  const job = page.url()
  for (const address of [`${job}/review`, `${job}/report`, `${panel.url}/upgrades`, `${panel.url}/installations`, `${panel.url}/audit`]) {
    await page.goto(address, { waitUntil: 'networkidle' })
    await isChinese(page)
    // Of one word, or of letters that are a name elsewhere: the look above would let their English pass.
    if (address.endsWith('/report'))
      for (const words of ['人工引导', '按固定时间回拉', '官方升级文档第 2.3 步'])
        await expect(page.getByText(words, { exact: true })).toBeVisible()
  }
  expect(found).toEqual([])
  // What the server draws, it complains of in its own output.
  expect(panel.output()).not.toMatch(/MISSING_MESSAGE|IntlError/)
})
