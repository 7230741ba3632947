import type { Finding, FindingLevel } from '../../contract/finding.ts'
import type { ServerStatus } from '../../contract/job.ts'
import type { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import type { PlannedWayBack, PlanOptions } from '../../contract/plan.ts'
import type { ErrorCode } from '../../contract/result.ts'
import { type Said, type SaidKey, say } from '../../contract/said.ts'
import type { OmsConfig } from '../../domain/config-yaml.ts'
import { OperatorError } from '../../errors.ts'
import type { Readers } from '../context.ts'
import type { InstallationAccess } from '../installation-access.ts'
import type { ToolPair } from '../ports/backups.ts'
import type { ConsoleReader } from '../ports/console.ts'
import type { Container, EngineInfo, Image } from '../ports/engine.ts'
import type { MetaDbReader, MetaDbServer } from '../ports/metadb.ts'

export interface Subject {
  world: Readers
  installation: InstallationAccess
}

export interface PreflightInput extends Subject {
  options: PlanOptions
}

export interface TargetImage {
  reference: string
  id: string
  content: string | null
  architecture: string
  version: string
  bytes: number
  onEngine: boolean
  /** Its archive has layers that only engines of Docker 23 on unpack. */
  hasZstd: boolean
  /** The archive gives it no name: it gets its own once it is loaded. */
  isUnnamed: boolean
}

/** What earlier checks saw and later ones, and the plan, need. Absent: that check did not get so far. */
export interface Seen {
  engine?: EngineInfo
  old?: Container
  oldImage?: Image
  /** The console as its driver reads it, once it is proven to work. */
  console?: ConsoleReader
  servers?: ServerStatus[]
  metaDb?: MetaDbReader
  server?: MetaDbServer
  sizes?: { database: string; bytes: number; tables: number; rows: number }[]
  capabilities?: MetaDbCapabilities
  tools?: ToolPair
  wayBack?: PlannedWayBack
  weakProofs?: Said[]
  target?: TargetImage
  archiveBytes?: number
  config?: OmsConfig
}

export interface Check<Given extends Subject = Subject> {
  id: string
  /** Checks that must have seen something first; otherwise this one cannot run, and blocks. */
  needs?: (keyof Seen)[] | ((given: Given) => (keyof Seen)[])
  look(given: Given, seen: Seen): Promise<Finding[]>
}

type Words = Pick<Finding, 'raw' | 'field' | 'jobId' | 'installationId' | 'triedAt' | 'offers' | 'names'> & {
  params?: Record<string, string | number>
  level?: FindingLevel
}

type FindingName = SaidKey extends infer Key ? (Key extends `findings.${infer Name}.title` ? Name : never) : never

/** A finding whose texts are `findings.<name>.title`, and `.meaning` and `.action` where it is not simply fine. */
export function finding(id: string, name: FindingName, level: FindingLevel, { params, ...rest }: Words = {}): Finding {
  const text = (part: string) => say(`findings.${name}.${part}` as SaidKey, params)
  return { id, level, title: text('title'), ...(level === 'ok' ? {} : { meaning: text('meaning'), action: text('action') }), ...rest }
}

/** What was asked did not answer; every other problem is an answer. */
const NO_ANSWER: ErrorCode[] = ['unavailable', 'timeout', 'incident']

/** A check that cannot run blocks: "cannot tell" is never "fine". */
export function couldNotRun(id: string, cause: unknown): Finding {
  if (cause instanceof OperatorError) {
    const { code, said, hint, raw, field } = cause.problem
    return {
      id,
      level: 'blocking',
      ...(NO_ANSWER.includes(code) && { isUnknown: true }),
      title: said,
      ...(hint && { action: hint }),
      ...(raw !== undefined && { raw }),
      ...(field !== undefined && { field }),
    }
  }
  const raw = cause instanceof Error ? cause.message : String(cause)
  return {
    id,
    level: 'blocking',
    isUnknown: true,
    title: say('findings.couldNotRun.title', { check: id }),
    action: say('findings.couldNotRun.action'),
    raw,
  }
}
