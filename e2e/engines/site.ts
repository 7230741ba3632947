/** A site whose parts are not those of this machine. */
export interface EngineSite {
  name: string
  engine: string
  /** Versions that were tried. Another one is run and reported, and does not fail the run. */
  listed: readonly string[]
  /** One of the few that every test run takes. */
  isInSample?: true
  /** What a run does, for the table. */
  what(isWhole: boolean): string
  /** Fetches what it needs; throws NotReached where this machine cannot. */
  prepare(): Promise<Parts>
  /** Everything that was wrong, in words. In a process of its own, with the parts in front of PATH. */
  run(work: SiteWork): Promise<string[]>
}

export interface SiteWork {
  /** Of the sandbox that it may use. */
  sandbox: string
  /** As `--all` asks; otherwise the sample. */
  isWhole: boolean
}

interface Parts {
  version: string
  /** Folders that stand before the machine's own programs. */
  path: string[]
  env?: Record<string, string>
}
