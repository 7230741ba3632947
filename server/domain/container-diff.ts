import type { DiffRow } from '../contract/plan.ts'
import { type SaidKey, say } from '../contract/said.ts'
import { bindsOf, parseBind } from './bind.ts'
import type { ContainerSpec, ImageDefaults } from './container-spec.ts'
import { ownSettings } from './own-settings.ts'
import { THREE_MOUNTS } from './three-mounts.ts'

const SECRET_NAME = /PASS(WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|KEY|CREDENTIAL/i

/** Rows that the document demands: shown even where nothing changes. */
const RULES: Record<string, SaidKey> = {
  'Env.IS_UPGRADE': 'diff.ruleIsUpgrade',
  'HostConfig.NetworkMode': 'diff.ruleNetwork',
  'HostConfig.PidsLimit': 'diff.rulePids',
  'HostConfig.Privileged': 'diff.rulePrivileged',
  'HostConfig.Ulimits.nproc': 'diff.ruleNproc',
  ...Object.fromEntries(THREE_MOUNTS.map((path) => [bindPath(path), 'diff.ruleMount' as const])),
}

/**
 * Everything in which two containers differ, and the rows that the document demands. Given the old image's defaults, what only
 * came from the image is left out: the new image brings its own. Values of variables that look secret are shown as `[secret]`.
 */
export function diffSpecs(oldSpec: ContainerSpec, newSpec: ContainerSpec, oldImage?: ImageDefaults): DiffRow[] {
  const before = flatten(oldImage === undefined ? oldSpec : { ...oldSpec, ...ownSettings(oldSpec, oldImage) })
  const after = flatten(newSpec)
  const paths = new Set([...before.keys(), ...after.keys(), ...Object.keys(RULES)])
  return [...paths]
    .map((path) => row(path, before.get(path) ?? null, after.get(path) ?? null))
    .filter((entry) => entry.kind !== 'same' || entry.rule !== null)
    .sort((one, other) => Number(other.rule !== null) - Number(one.rule !== null) || (one.path < other.path ? -1 : 1))
}

function row(path: string, before: string | null, after: string | null): DiffRow {
  const rule = RULES[path]
  const isSecret = /^(Env|Labels)\./.test(path) && SECRET_NAME.test(path)
  const shown = (value: string | null) => (value !== null && isSecret ? '[secret]' : value)
  return {
    path,
    before: shown(before),
    after: shown(after),
    kind: before === after ? 'same' : before === null ? 'added' : after === null ? 'removed' : 'changed',
    rule: rule === undefined ? null : say(rule, { path: path.startsWith('HostConfig.Binds[') ? path.slice(17, -1) : path }),
  }
}

/** One text per property that can differ; properties without a value are left out. */
function flatten(spec: ContainerSpec): Map<string, string> {
  const { Env, Labels, HostConfig, ...plain } = spec
  const { Binds: _binds, Mounts, Ulimits, PidsLimit, ...host } = HostConfig
  const flat = new Map<string, string>()
  const set = (path: string, value: unknown) => {
    if (value !== null && value !== undefined && value !== '') flat.set(path, typeof value === 'string' ? value : canonicalJson(value))
  }
  for (const [name, value] of Object.entries(plain)) set(name, value)
  for (const entry of Env) set(`Env.${nameOf(entry)}`, entry.slice(nameOf(entry).length + 1) || '""')
  for (const [name, value] of Object.entries(Labels)) set(`Labels.${name}`, value === '' ? '""' : value)
  for (const [name, value] of Object.entries(host)) set(`HostConfig.${name}`, value)
  // Engines report "no limit" as null, 0 or -1; the document writes -1.
  set('HostConfig.PidsLimit', (PidsLimit ?? 0) <= 0 ? -1 : PidsLimit)
  for (const { Name, Soft, Hard } of Ulimits ?? []) set(`HostConfig.Ulimits.${Name}`, `${Soft}:${Hard}`)
  for (const text of bindsOf(HostConfig)) set(bindPath(parseBind(text)?.destination ?? text), text)
  const unnamed = Array.isArray(Mounts) ? Mounts.filter((mount) => bindsOf({ Mounts: [mount] }).length === 0) : []
  if (unnamed.length > 0) set('HostConfig.Mounts', unnamed)
  return flat
}

function nameOf(entry: string): string {
  return entry.split('=', 1)[0] ?? entry
}

function bindPath(destination: string): string {
  return `HostConfig.Binds[${destination}]`
}

/** JSON whose keys are in order, so that equal values have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
