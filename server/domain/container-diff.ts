import type { DiffRow } from '../contract/plan.ts'
import { type Said, type SaidKey, say } from '../contract/said.ts'
import { bindsOf, mountsBesideBinds, parseBind } from './bind.ts'
import { canonicalJson } from './canonical-json.ts'
import { isOwnershipLabel } from './container-owner.ts'
import { type ContainerSpec, type ImageDefaults, isUnset } from './container-spec.ts'
import { shownParts, shownSetting } from './hide-secrets.ts'
import { ownSettings } from './own-settings.ts'
import { THREE_MOUNTS } from './three-mounts.ts'

/** Rows that the document demands: shown even where neither container has a value. */
const RULES: Record<string, SaidKey> = {
  'Env.IS_UPGRADE': 'diff.ruleIsUpgrade',
  'HostConfig.NetworkMode': 'diff.ruleNetwork',
  'HostConfig.PidsLimit': 'diff.rulePids',
  'HostConfig.Privileged': 'diff.rulePrivileged',
  'HostConfig.Ulimits.nproc': 'diff.ruleNproc',
  ...Object.fromEntries(THREE_MOUNTS.map((path) => [bindPath(path), 'diff.ruleMount' as const])),
}

/**
 * Everything that two containers are made of, kept or different, and the rows that the document demands. Given the old image's
 * defaults, what only came from the image is left out: the new image brings its own. Values that look secret are hidden.
 */
export function diffSpecs(oldSpec: ContainerSpec, newSpec: ContainerSpec, oldImage?: ImageDefaults): DiffRow[] {
  const before = flatten(oldImage === undefined ? oldSpec : ownSettings(oldSpec, oldImage))
  const after = flatten(newSpec)
  const paths = new Set([...before.keys(), ...after.keys(), ...Object.keys(RULES)])
  return [...paths]
    .map((path) => row(path, before.get(path), after.get(path)))
    .sort((one, other) => Number(other.rule !== null) - Number(one.rule !== null) || (one.path < other.path ? -1 : 1))
}

interface Value {
  /** By which two values are compared. */
  exact: string
  shown: string
}

function row(path: string, before: Value | undefined, after: Value | undefined): DiffRow {
  return {
    path,
    before: before?.shown ?? null,
    after: after?.shown ?? null,
    kind: before?.exact === after?.exact ? 'same' : before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    rule: ruleOf(path),
  }
}

function ruleOf(path: string): Said | null {
  const rule = RULES[path]
  if (rule !== undefined) return say(rule, { path: path.startsWith('HostConfig.Binds[') ? path.slice(17, -1) : path })
  if (path === 'HostConfig.AutoRemove') return say('diff.ruleAutoRemove')
  return path.startsWith('Labels.') && isOwnershipLabel(path.slice('Labels.'.length)) ? say('diff.ruleCompose') : null
}

/** One text per property that can differ; properties without a value are left out. */
function flatten(spec: ContainerSpec): Map<string, Value> {
  const { Env, Labels, HostConfig, NetworkingConfig, ...plain } = spec
  const { Binds: _binds, Mounts: _mounts, Ulimits, PidsLimit, ...host } = HostConfig
  const flat = new Map<string, Value>()
  const set = (path: string, value: unknown) => {
    if (!isUnset(value)) flat.set(path, { exact: canonicalJson(value), shown: shown(path, value) })
  }
  for (const [name, value] of Object.entries(plain)) set(name, value)
  for (const entry of Env) set(`Env.${nameOf(entry)}`, entry.slice(nameOf(entry).length + 1) || '""')
  for (const [name, value] of Object.entries(Labels)) set(`Labels.${name}`, value === '' ? '""' : value)
  for (const [name, value] of Object.entries(host)) set(`HostConfig.${name}`, value)
  // Engines report "no limit" as null, 0 or -1; the document writes -1.
  set('HostConfig.PidsLimit', (PidsLimit ?? 0) <= 0 ? -1 : PidsLimit)
  for (const { Name, Soft, Hard } of Ulimits ?? []) set(`HostConfig.Ulimits.${Name}`, `${Soft}:${Hard}`)
  for (const text of bindsOf(HostConfig)) set(bindPath(parseBind(text)?.destination ?? text), text)
  set('HostConfig.Mounts', mountsBesideBinds(HostConfig))
  for (const [network, settings] of Object.entries(NetworkingConfig.EndpointsConfig)) {
    for (const [name, value] of Object.entries(settings)) set(`Networks[${network}].${name}`, value)
  }
  return flat
}

function shown(path: string, value: unknown): string {
  return typeof value === 'string' ? shownSetting(/^(Env|Labels)\./.test(path) ? path : '', value) : canonicalJson(shownParts(value))
}

function nameOf(entry: string): string {
  return entry.split('=', 1)[0] ?? entry
}

function bindPath(destination: string): string {
  return `HostConfig.Binds[${destination}]`
}
