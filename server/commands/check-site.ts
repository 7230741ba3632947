// `npm run check-site`: what adoption and a plan would say of this site, with nothing stored and nothing changed.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lookAtFolder } from '../adapters/backups/look-at-folder.ts'
import { openWorld } from '../adapters/open-world.ts'
import type { ToolPair } from '../contract/dump-tools.ts'
import type { ConsoleDriver } from '../contract/installation.ts'
import { isLocale, type Locale } from '../contract/locales.ts'
import { ContainerName } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import { VersionText } from '../contract/versions.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import { inLanguage } from '../domain/in-language.ts'
import { createSharing } from '../domain/share-safely.ts'
import { countGroups, type SiteFacts, siteReportText } from '../domain/site-report-text.ts'
import { readSettings } from '../env.ts'
import { OperatorError } from '../errors.ts'
import { checkSite, type SiteQuestion, type SiteReport } from '../services/check-site.ts'

const HELP = `npm run check-site -- [options]

Looks at this machine's OMS as adopting it and planning an upgrade would: container, MetaDB, tools, privileges, console. It only
reads: it starts, stops, writes and stores nothing, and the panel does not have to run. It prints what would block an upgrade, which
way back there would be and what could not be known, and writes a copy without secrets, hosts, addresses and accounts.

--container NAME       the OMS container; not needed where only one runs
--version VERSION      the version that runs, where the image's tag does not tell it
--metadb HOST:PORT     another address of the MetaDB than config.yaml's
--metadb-user USER     another account than config.yaml's; its password comes from CHECK_METADB_PASSWORD
--console-url URL      where the console answers, where it is not the node's own address
--console-user USER    signs in to the console's API; its password comes from CHECK_CONSOLE_PASSWORD
--backup-folder DIR    where dumps would go
--image FILE|NAME      the new image, too: an archive's path, or a name that the engine has
--to-version VERSION   its version, where its tag does not tell it
--new-name NAME        the new container's name (default: oms_new)
--language en|zh       language of the report (default: en)
--out FILE             where the copy to share goes (default: oms-site-<time>.txt here); never overwrites

Exit codes: 0 nothing would block; 1 it failed; 2 called wrongly; 3 something would block; 4 something could not be checked.
DOCKER_HOST, PANEL_DOCKER_SOCKET and PANEL_BACKUP_FOLDER are read as the panel reads them.`

const EXIT = { fine: 0, failed: 1, calledWrongly: 2, blocked: 3, unknown: 4 } as const
const OPTIONS = [
  'container',
  'version',
  'metadb',
  'metadb-user',
  'console-url',
  'console-user',
  'backup-folder',
  'image',
  'to-version',
  'new-name',
  'language',
  'out',
] as const
type Given = Partial<Record<(typeof OPTIONS)[number], string>>

class CalledWrongly extends Error {}

function given(): Given | 'help' {
  try {
    const names = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]))
    const { values } = parseArgs({ options: { ...names, help: { type: 'boolean' as const } } })
    if (values.help === true) return 'help'
    return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'))
  } catch (cause) {
    throw new CalledWrongly(cause instanceof Error ? cause.message : String(cause))
  }
}

function accepted<T>(name: string, value: string, schema: { safeParse(value: string): { success: boolean; data?: T | undefined } }): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success || parsed.data === undefined) throw new CalledWrongly(`--${name} ${JSON.stringify(value)} cannot be used.`)
  return parsed.data
}

/** `host:port`; an IPv6 address stands in brackets. */
function address(value: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(value) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) throw new CalledWrongly('--metadb takes HOST:PORT.')
  return { host, port: Number(port) }
}

function language({ language: wanted = 'en' }: Given): Locale {
  if (!isLocale(wanted)) throw new CalledWrongly('--language is en or zh.')
  return wanted
}

function questionOf(asked: Given, { CHECK_METADB_PASSWORD = '', CHECK_CONSOLE_PASSWORD = '' }: NodeJS.ProcessEnv) {
  const version = asked.version === undefined ? null : accepted('version', asked.version, VersionText)
  const url = asked['console-url']
  if (url !== undefined && !/^https?:\/\/[^/@]+\/?$/.test(url))
    throw new CalledWrongly('--console-url takes http://HOST:PORT or https://HOST:PORT.')
  const user = asked['console-user'] ?? ''
  if ((user === '') !== (CHECK_CONSOLE_PASSWORD === ''))
    throw new CalledWrongly('--console-user and CHECK_CONSOLE_PASSWORD belong together.')
  if (asked['metadb-user'] !== undefined && CHECK_METADB_PASSWORD === '')
    throw new CalledWrongly('--metadb-user needs its password in CHECK_METADB_PASSWORD.')
  const driver: ConsoleDriver = user === '' ? 'metadb' : 'console'
  return {
    container: asked.container === undefined ? null : accepted('container', asked.container, ContainerName),
    metaDb: {
      address: asked.metadb === undefined ? null : address(asked.metadb),
      user: asked['metadb-user'] ?? null,
      password: CHECK_METADB_PASSWORD,
    },
    console: { driver, url: url ?? null, user, password: CHECK_CONSOLE_PASSWORD },
    backupFolder: asked['backup-folder'] === undefined ? null : resolve(asked['backup-folder']),
    version,
  } satisfies Omit<SiteQuestion, 'target'>
}

/** An archive is a path; whatever is no file is a name for the engine. */
function targetOf(asked: Given): { target: SiteQuestion['target']; imageFolder: string | null } {
  const { image } = asked
  if (image === undefined) return { target: null, imageFolder: null }
  const isFile = /^[./]/.test(image) || /\.(tar|tgz|gz|zst)$/.test(image)
  const toVersion = asked['to-version'] === undefined ? null : accepted('to-version', asked['to-version'], VersionText)
  const newContainerName = accepted('new-name', asked['new-name'] ?? 'oms_new', ContainerName)
  return isFile
    ? { target: { image: { kind: 'archive', file: basename(image) }, toVersion, newContainerName }, imageFolder: dirname(resolve(image)) }
    : { target: { image: { kind: 'engine', reference: image }, toVersion, newContainerName }, imageFolder: null }
}

function factsOf(report: SiteReport, tools: string | null, locale: Locale): SiteFacts['facts'] {
  const { reading, installation, engine, server, wayBack } = report
  const { metaDb, console, databases } = installation
  const unread = say('site.value.unread')
  const at = `${metaDb.host}:${metaDb.port}`
  const way: Said =
    wayBack === null
      ? say('site.wayBack.unknown')
      : wayBack.way === 'swap'
        ? say('site.wayBack.swap')
        : say('site.wayBack.drop-and-restore', { because: inLanguage(locale, wayBack.because) })
  return [
    { name: 'container', value: say('site.value.container', { name: reading.name, state: reading.state, image: reading.image }) },
    { name: 'oms', value: say('site.value.oms', { version: installation.version, edition: installation.edition, ip: reading.hostIp }) },
    {
      name: 'docker',
      value: engine === null ? unread : engineValue(engine),
    },
    {
      name: 'metaDb',
      value:
        server === null
          ? say('site.value.metaDbUnread', { address: at, user: metaDb.user })
          : say('site.value.metaDb', { family: server.flavour, version: server.version, address: at, user: metaDb.user }),
    },
    { name: 'databases', value: [databases.rm, databases.cm, ...databases.heartbeats].join(', ') },
    { name: 'tools', value: tools ?? unread },
    { name: 'console', value: say(`site.driver.${console.driver}`, { url: console.url }) },
    { name: 'backups', value: installation.backupFolder },
    { name: 'wayBack', value: way },
  ]
}

function toolsInWords({ dump, restore }: ToolPair): Said {
  if (dump.flavour === 'panel') return say('site.value.toolsOwn')
  const versions = { dump: dump.version, restore: restore.version }
  return dump.image === undefined
    ? say('site.value.tools', versions)
    : say('site.value.toolsImage', { ...versions, image: dump.image.name })
}

/** Everything in the report that says whose site it is. */
function sharingOf({ reading, installation, server }: SiteReport) {
  const { metaDb, console } = installation
  const registry = parseImageReference(reading.image).registry
  return createSharing({
    secrets: [metaDb.password.reveal(), console.password.reveal()],
    hosts: [metaDb.host, reading.metaDb.host, new URL(console.url).hostname, reading.hostIp, hostname(), ...(registry ? [registry] : [])],
    accounts: [metaDb.user, reading.metaDb.user, console.user, ...metaDb.user.split(/[@#:]/)],
    folders: [installation.backupFolder, dirname(installation.backupFolder)].filter((folder) => folder !== '/'),
    shown: server === null ? [] : [server.version],
  })
}

async function run(): Promise<number> {
  const asked = given()
  if (asked === 'help') {
    console.log(HELP)
    return EXIT.fine
  }
  const locale = language(asked)
  const question = questionOf(asked, process.env)
  const { target, imageFolder } = targetOf(asked)
  const settings = readSettings(process.env)
  const opened = openWorld({ ...settings, ...(imageFolder !== null && { imageFolder }) })
  // Adoption proves the folder by writing into it; this command only looks.
  const world = { ...opened, backups: { ...opened.backups, checkFolder: (folder: string) => lookAtFolder(folder, settings.backupFolder) } }
  const report = await checkSite({ world, backupFolder: settings.backupFolder }, { ...question, target })
  const tools = report.tools === null ? null : inLanguage(locale, toolsInWords(report.tools))
  const at = new Date()
  const text = siteReportText(
    {
      at: `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      version: panelVersion(),
      facts: factsOf(report, tools, locale),
      findings: report.findings,
      notLooked: [
        ...(target === null ? [say('site.notLooked.target')] : []),
        ...(question.console.driver === 'console' ? [] : [say('site.notLooked.console')]),
      ],
    },
    locale,
  )
  const file = resolve(asked.out ?? `oms-site-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.txt`)
  await writeFile(file, `${inLanguage(locale, say('site.shared'))}\n\n${sharingOf(report)(text)}`, { flag: 'wx', mode: 0o600 })
  console.log(text)
  console.log(inLanguage(locale, say('site.written', { file })))
  const { blocking, unknown } = countGroups(report.findings)
  return blocking > 0 ? EXIT.blocked : unknown > 0 ? EXIT.unknown : EXIT.fine
}

function engineValue({ product, version, os, architecture }: NonNullable<SiteReport['engine']>): Said {
  return say('site.value.docker', { product: product === 'podman' ? 'Podman' : 'Docker', version, os, architecture })
}

function panelVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}

function failed(cause: unknown): number {
  if (cause instanceof CalledWrongly) {
    console.error(`${cause.message} See --help.`)
    return EXIT.calledWrongly
  }
  if (!(cause instanceof OperatorError)) {
    console.error(`It failed: ${cause instanceof Error ? cause.message : String(cause)}`)
    return EXIT.failed
  }
  const { said, hint, raw } = cause.problem
  for (const words of [said, hint]) if (words !== undefined) console.error(inLanguage('en', words))
  if (raw !== undefined) console.error(raw)
  return EXIT.failed
}

process.exitCode = await run().catch(failed)
